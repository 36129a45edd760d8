/* The data file of the disk probes: prepared once, stamped, locked, shared by a process's threads. */
#define _GNU_SOURCE
#include "stamped_file.h"

#include "file_system.h"
#include "stamp.h"

#include <fcntl.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

/* The number in the first stamp while the file is being filled. */
#define UNFINISHED (-1)
/* Left free on the file system besides the file itself. */
#define RESERVE_BYTES (INT64_C(64) << 20)
#define SAMPLED_BLOCKS 256
/* Of each further file of a set: its first and its last. */
#define SAMPLED_OF_FURTHER 2

struct stamped_file {
    char path[4200];
    int64_t bytes;
    /* In its set, and that of its first block. */
    int64_t number, first_block;
    int direct;
    /* Holds the lock as long as anybody in this process uses the file. */
    int lock_fd;
    int users;
    struct stamped_file *next;
};

static pthread_mutex_t registry_mutex = PTHREAD_MUTEX_INITIALIZER;
static struct stamped_file *registry;

const char *stamped_file_path(const struct stamped_file *file) {
    return file->path;
}

static int64_t fail_at(struct probe *p, const struct stamped_file *f, const char *what, int err) {
    char name[FILE_SYSTEM_NAME_SIZE];
    file_system_name(f->lock_fd, name, sizeof name);
    return probe_fail(p, err, "%s (%s): %s: %s", f->path, name, what, strerror(err));
}

/* The C library's fstat is newer than glibc 2.28. */
static int64_t status(int fd, struct stat *s) {
    return syscall(SYS_fstat, fd, s) == 0 ? 0 : -errno;
}

/* Opens the file for reading and writing, with or without O_DIRECT; leaves access times alone where allowed. */
static int64_t open_path(struct probe *p, const struct stamped_file *f, int extra) {
    int flags = O_RDWR | O_NOFOLLOW | O_CLOEXEC | extra;
    int fd = open(f->path, flags | O_NOATIME, 0600);
    if (fd < 0 && errno == EPERM) {
        fd = open(f->path, flags, 0600);
    }
    if (fd >= 0) {
        return fd;
    }
    int err = errno;
    if ((extra & O_DIRECT) && err == EINVAL) {
        return direct_refuse(p, f->lock_fd, f->path, "takes no O_DIRECT");
    }
    return probe_fail(p, err, "%s: cannot be opened: %s; remove it, or name another folder with "
                      "-Dtare.data=DIR", f->path, strerror(err));
}

/* Takes the lock for this process; again where another one removed the file in between. */
static int64_t lock(struct probe *p, struct stamped_file *f) {
    for (;;) {
        struct stat s;
        struct flock whole = {.l_type = F_WRLCK, .l_whence = SEEK_SET};
        int64_t rc = open_path(p, f, O_CREAT);
        if (rc < 0) {
            return rc;
        }
        f->lock_fd = (int)rc;
        if (fcntl(f->lock_fd, F_OFD_SETLK, &whole) < 0) {
            int err = errno;
            return err == EAGAIN || err == EACCES
                       ? probe_fail(p, EBUSY, "%s: another run uses it: wait for it to end, or "
                                    "name another folder with -Dtare.data=DIR", f->path)
                       : fail_at(p, f, "lock", err);
        }
        if ((rc = status(f->lock_fd, &s)) < 0) {
            return fail_at(p, f, "fstat", (int)-rc);
        }
        if (!S_ISREG(s.st_mode) || s.st_nlink > 1) {
            return probe_fail(p, EINVAL, "%s: not a file of this suite alone: remove it", f->path);
        }
        if (s.st_nlink == 1) {
            return 0;
        }
        close(f->lock_fd);
        f->lock_fd = -1;
    }
}

static int64_t check_space(struct probe *p, const struct stamped_file *f) {
    char name[FILE_SYSTEM_NAME_SIZE];
    int64_t space = file_system_free(f->lock_fd);
    if (space < 0) {
        return fail_at(p, f, "statfs", (int)-space);
    }
    if (space - RESERVE_BYTES >= f->bytes) {
        return 0;
    }
    file_system_name(f->lock_fd, name, sizeof name);
    return probe_fail(p, ENOSPC, "%s (%s): size=%lld MiB and %lld MiB of reserve do not fit into "
                      "%lld MiB free: give a smaller size, or another folder with -Dtare.data=DIR",
                      f->path, name, (long long)(f->bytes >> 20), (long long)(RESERVE_BYTES >> 20),
                      (long long)(space >> 20));
}

static int64_t write_chunk(int fd, const unsigned char *buffer, int64_t bytes, int64_t offset) {
    int64_t done = 0;
    while (done < bytes) {
        int64_t n = pwrite(fd, buffer + done, (size_t)(bytes - done), offset + done);
        if (n < 0 && errno != EINTR) {
            return -errno;
        }
        done += n > 0 ? n : 0;
    }
    return 0;
}

/* The first block is marked unfinished until all others are on the disk. */
static int64_t write_all(const struct stamped_file *f, int fd, unsigned char *buffer) {
    int64_t rc = 0;
    for (int64_t at = 0; rc == 0 && at < f->bytes; at += STAMPED_CHUNK) {
        stamp_fill(buffer, STAMPED_CHUNK, (uint64_t)at);
        stamp_blocks(buffer, STAMPED_CHUNK, f->first_block + at / STAMPED_BLOCK);
        if (at == 0) {
            stamp_blocks(buffer, STAMPED_BLOCK, UNFINISHED);
        }
        rc = write_chunk(fd, buffer, STAMPED_CHUNK, at);
    }
    if (rc == 0 && fsync(fd) < 0) {
        rc = -errno;
    }
    if (rc == 0) {
        stamp_fill(buffer, STAMPED_BLOCK, 0);
        stamp_blocks(buffer, STAMPED_BLOCK, f->first_block);
        rc = write_chunk(fd, buffer, STAMPED_BLOCK, 0);
    }
    return rc == 0 && fsync(fd) < 0 ? -errno : rc;
}

/* Fills the file anew; removes it where that fails. */
static int64_t fill(struct probe *p, struct stamped_file *f, int fd, unsigned char *buffer) {
    if (ftruncate(fd, 0) < 0) {
        return fail_at(p, f, "truncate", errno);
    }
    int64_t rc = check_space(p, f);
    if (rc == 0) {
        if (fallocate(fd, 0, 0, f->bytes) < 0 && errno != EOPNOTSUPP && errno != ENOSYS) {
            rc = -errno;
        }
        rc = rc == 0 ? write_all(f, fd, buffer) : rc;
        rc = rc < 0 ? fail_at(p, f, "cannot be filled", (int)-rc) : rc;
    }
    if (rc < 0) {
        unlink(f->path);
    }
    return rc;
}

/* 1 where the size is right and blocks spread evenly over the file, first and last among them, carry their stamps. */
static int is_intact(const struct stamped_file *f, int fd, unsigned char *buffer) {
    struct stat s;
    int64_t blocks = f->bytes / STAMPED_BLOCK;
    int64_t most = f->number ? SAMPLED_OF_FURTHER : SAMPLED_BLOCKS;
    int64_t sampled = blocks < most ? blocks : most;
    if (status(fd, &s) < 0 || s.st_size != f->bytes) {
        return 0;
    }
    for (int64_t i = 0; i < sampled; i++) {
        int64_t block = i * (blocks - 1) / (sampled - 1);
        if (pread(fd, buffer, STAMPED_BLOCK, block * STAMPED_BLOCK) != STAMPED_BLOCK ||
            stamp_mismatch(buffer, STAMPED_BLOCK, f->first_block + block) >= 0) {
            return 0;
        }
    }
    return 1;
}

/* Reads the file once, so that what of it fits in the page cache is there from the first access on. */
static int64_t read_through(struct probe *p, const struct stamped_file *f, int fd, void *buffer) {
    for (int64_t at = 0; at < f->bytes; at += STAMPED_CHUNK) {
        if (pread(fd, buffer, STAMPED_CHUNK, at) < 0) {
            return fail_at(p, f, "read", errno);
        }
    }
    return 0;
}

static int64_t prepare(struct probe *p, struct stamped_file *f) {
    void *buffer;
    int64_t fd = open_path(p, f, f->direct ? O_DIRECT : 0);
    if (fd < 0) {
        return fd;
    }
    if (posix_memalign(&buffer, DIRECT_ALIGNMENT, STAMPED_CHUNK) != 0) {
        close((int)fd);
        return -ENOMEM;
    }
    int64_t rc = is_intact(f, (int)fd, buffer) ? 0 : fill(p, f, (int)fd, buffer);
    if (rc == 0 && !f->direct) {
        rc = read_through(p, f, (int)fd, buffer);
    } else if (rc == 0 && f->number == 0) {
        rc = direct_prove(p, (int)fd, f->path, f->bytes);
    }
    free(buffer);
    close((int)fd);
    return rc;
}

static int64_t acquire(struct probe *p, struct stamped_file *f, const char *folder) {
    int64_t rc = f->direct && f->number == 0 ? direct_prove_folder(p, folder) : 0;
    rc = rc == 0 ? lock(p, f) : rc;
    return rc == 0 ? prepare(p, f) : rc;
}

/* Under the mutex: the file's entry, made and prepared where it is new; NULL with rc where that fails. */
static struct stamped_file *entry(struct probe *p, const char *folder, int64_t bytes,
                                  int64_t number, int direct, int64_t *rc) {
    struct stamped_file *f = calloc(1, sizeof *f);
    if (!f) {
        *rc = -ENOMEM;
        return NULL;
    }
    int length = snprintf(f->path, sizeof f->path, "%s/tare-data-%u-%lld", folder,
                          (unsigned)getuid(), (long long)bytes);
    if (number) {
        length += snprintf(f->path + length, sizeof f->path - (size_t)length, "-%lld",
                           (long long)number);
    }
    snprintf(f->path + length, sizeof f->path - (size_t)length, ".bin");
    for (struct stamped_file *known = registry; known; known = known->next) {
        if (strcmp(known->path, f->path) == 0 && known->direct == direct) {
            free(f);
            return known;
        }
    }
    f->bytes = bytes;
    f->number = number;
    f->first_block = number * (bytes / STAMPED_BLOCK);
    f->direct = direct;
    f->lock_fd = -1;
    *rc = acquire(p, f, folder);
    if (*rc < 0) {
        if (f->lock_fd >= 0) {
            close(f->lock_fd);
        }
        free(f);
        return NULL;
    }
    f->next = registry;
    registry = f;
    return f;
}

/* Under the mutex: forgets a file that nobody uses. */
static void release(struct stamped_file *f) {
    if (f->users > 0) {
        return;
    }
    struct stamped_file **link = &registry;
    while (*link != f) {
        link = &(*link)->next;
    }
    *link = f->next;
    close(f->lock_fd);
    free(f);
}

int64_t stamped_file_open(struct probe *p, const char *folder, int64_t bytes, int64_t number,
                          int direct, struct stamped_file **file, int *fd) {
    int64_t rc = 0;
    pthread_mutex_lock(&registry_mutex);
    struct stamped_file *f = entry(p, folder, bytes, number, direct, &rc);
    if (f) {
        rc = open_path(p, f, direct ? O_DIRECT : 0);
        if (rc >= 0) {
            f->users++;
            *file = f;
            *fd = (int)rc;
            rc = 0;
        } else {
            release(f);
        }
    }
    pthread_mutex_unlock(&registry_mutex);
    return rc;
}

void stamped_file_close(struct stamped_file *file, int fd) {
    pthread_mutex_lock(&registry_mutex);
    close(fd);
    file->users--;
    release(file);
    pthread_mutex_unlock(&registry_mutex);
}

void stamped_file_discard(struct stamped_file *file) {
    unlink(file->path);
}
