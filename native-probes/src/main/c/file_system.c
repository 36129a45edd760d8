/* What lies under a file: the name of its file system, its space, its page cache, direct I/O proven. */
#define _GNU_SOURCE
#include "file_system.h"
#include "mounts.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/statfs.h>
#include <sys/syscall.h>
#include <unistd.h>

#define PROOF_BYTES 65536
#define PROOF_READS 16
/* Of struct statx, which older C libraries do not know: since Linux 6.1. */
#define STATX_MASK_DIOALIGN 0x2000u
#define STATX_WORD_OFFSET_ALIGN (0x9c / 4)
#define AT_THE_FD_ITSELF 0x1000

/* The id of the mount of fd, from /proc/self/fdinfo, or -1. */
static int mount_id(int fd) {
    char path[64];
    char line[256];
    int id = -1;
    snprintf(path, sizeof path, "/proc/self/fdinfo/%d", fd);
    FILE *file = fopen(path, "re");
    while (file && fgets(line, sizeof line, file)) {
        if (strncmp(line, "mnt_id:", 7) == 0) {
            id = atoi(line + 7);
        }
    }
    if (file) {
        fclose(file);
    }
    return id;
}

/* "TYPE on SOURCE" of the mount with that id. 1 where found. */
static int mount_name(int id, char *out, size_t size) {
    struct mount_line mount;
    int found = 0;
    FILE *file = mounts_open();
    while (!found && mounts_next(file, &mount)) {
        found = mount.id == id;
    }
    if (found) {
        snprintf(out, size, "%s on %s", mount.type, mount.source);
    }
    if (file) {
        fclose(file);
    }
    return found;
}

void file_system_name(int fd, char *out, size_t size) {
    struct statfs fs;
    int id = mount_id(fd);
    if (id >= 0 && mount_name(id, out, size)) {
        return;
    }
    if (fstatfs(fd, &fs) == 0) {
        snprintf(out, size, "file system of type 0x%lx", (unsigned long)fs.f_type);
    } else {
        snprintf(out, size, "unknown file system");
    }
}

int64_t file_system_free(int fd) {
    struct statfs fs;
    return fstatfs(fd, &fs) == 0 ? (int64_t)fs.f_bavail * (int64_t)fs.f_bsize : -errno;
}

int64_t file_cached_pages(int fd, int64_t length) {
    int64_t page = sysconf(_SC_PAGESIZE);
    int64_t pages = (length + page - 1) / page;
    void *map = mmap(NULL, (size_t)length, PROT_READ, MAP_SHARED, fd, 0);
    if (map == MAP_FAILED) {
        return -errno;
    }
    unsigned char *in_core = malloc((size_t)pages);
    int64_t cached = in_core ? 0 : -ENOMEM;
    if (in_core && mincore(map, (size_t)length, in_core) < 0) {
        cached = -errno;
    }
    for (int64_t i = 0; cached >= 0 && i < pages; i++) {
        cached += in_core[i] & 1;
    }
    free(in_core);
    munmap(map, (size_t)length);
    return cached;
}

int64_t direct_refuse(struct probe *p, int fd, const char *path, const char *why) {
    char name[FILE_SYSTEM_NAME_SIZE];
    file_system_name(fd, name, sizeof name);
    return probe_fail(p, EOPNOTSUPP,
                      "direct=true: %s (%s) %s: name a folder on a disk with -Dtare.data=DIR, or "
                      "measure the page cache with direct=false",
                      path, name, why);
}

/* The offset alignment for direct I/O as statx tells it; 0: none is possible; -1: it does not tell. */
static int64_t direct_alignment(int fd) {
    uint32_t statx[64];
    memset(statx, 0, sizeof statx);
    if (syscall(SYS_statx, fd, "", AT_THE_FD_ITSELF, STATX_MASK_DIOALIGN, statx) < 0 ||
        !(statx[0] & STATX_MASK_DIOALIGN)) {
        return -1;
    }
    return statx[STATX_WORD_OFFSET_ALIGN];
}

/* Reads blocks spread over the file, so that they would be in the page cache were it used. */
static int64_t read_spread(struct probe *p, int fd, const char *path, int64_t length, void *buffer) {
    for (int64_t i = 0; i < PROOF_READS; i++) {
        int64_t offset = length * i / PROOF_READS / DIRECT_ALIGNMENT * DIRECT_ALIGNMENT;
        if (pread(fd, buffer, DIRECT_ALIGNMENT, offset) != DIRECT_ALIGNMENT) {
            return direct_refuse(p, fd, path, "refuses a direct read");
        }
    }
    return 0;
}

int64_t direct_prove(struct probe *p, int fd, const char *path, int64_t length) {
    void *buffer;
    int flags = fcntl(fd, F_GETFL);
    if (flags < 0 || !(flags & O_DIRECT)) {
        return direct_refuse(p, fd, path, "dropped O_DIRECT");
    }
    if (direct_alignment(fd) == 0) {
        return direct_refuse(p, fd, path, "does no direct I/O on this file");
    }
    /* Dirty pages cannot be dropped. */
    if (fsync(fd) < 0) {
        int err = errno;
        return probe_fail(p, err, "%s: fsync: %s", path, strerror(err));
    }
    posix_fadvise(fd, 0, 0, POSIX_FADV_DONTNEED);
    int64_t before = file_cached_pages(fd, length);
    if (before < 0) {
        return probe_fail(p, (int)-before, "%s: mincore: %s", path, strerror((int)-before));
    }
    if (before * sysconf(_SC_PAGESIZE) >= length) {
        return direct_refuse(p, fd, path, "keeps its files in memory, O_DIRECT or not");
    }
    if (posix_memalign(&buffer, DIRECT_ALIGNMENT, DIRECT_ALIGNMENT) != 0) {
        return -ENOMEM;
    }
    int64_t rc = read_spread(p, fd, path, length, buffer);
    free(buffer);
    if (rc == 0 && file_cached_pages(fd, length) > before) {
        return direct_refuse(p, fd, path, "reads through the page cache in spite of O_DIRECT");
    }
    return rc;
}

int64_t direct_prove_folder(struct probe *p, const char *folder) {
    /* Threads prove the same folder at the same time, each with a file of its own. */
    static int proofs;
    char path[4200];
    void *buffer;
    snprintf(path, sizeof path, "%s/tare-data-check-%d-%d.bin", folder, (int)getpid(),
             __atomic_fetch_add(&proofs, 1, __ATOMIC_RELAXED));
    int fd = open(path, O_RDWR | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0600);
    if (fd < 0) {
        int err = errno;
        return probe_fail(p, err, "no file can be made in %s: %s; name another folder with "
                          "-Dtare.data=DIR", folder, strerror(err));
    }
    unlink(path);
    if (posix_memalign(&buffer, DIRECT_ALIGNMENT, PROOF_BYTES) != 0) {
        close(fd);
        return -ENOMEM;
    }
    memset(buffer, 0x5a, PROOF_BYTES);
    int64_t rc = 0;
    if (fcntl(fd, F_SETFL, O_DIRECT) < 0) {
        rc = direct_refuse(p, fd, folder, "takes no O_DIRECT");
    } else if (pwrite(fd, buffer, PROOF_BYTES, 0) != PROOF_BYTES) {
        rc = direct_refuse(p, fd, folder, "refuses a direct write");
    } else {
        rc = direct_prove(p, fd, folder, PROOF_BYTES);
    }
    free(buffer);
    close(fd);
    return rc;
}
