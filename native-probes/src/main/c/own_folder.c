/* A folder of a probe's own: made, locked, removed with all that is in it. */
#define _GNU_SOURCE
#include "own_folder.h"

#include "file_system.h"

#include <dirent.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/statfs.h>
#include <unistd.h>

/* Left free on the file system. */
#define RESERVE_BYTES (INT64_C(64) << 20)
#define RESERVE_FILES 1000

#define REMEDY "name another folder with -Dtare.data=DIR"

int64_t own_folder_failed(struct probe *p, const struct own_folder *f, const char *what,
                          const char *name, int err) {
    return probe_fail(p, err, "%s/%s: %s: %s%s", f->path, name, what, strerror(err),
                      err == ENOSPC || err == EROFS || err == EACCES ? "; " REMEDY : "");
}

int64_t own_folder_make(struct probe *p, struct own_folder *f) {
    char folder[4096];
    struct flock whole = {.l_type = F_WRLCK, .l_whence = SEEK_SET};
    int64_t rc = probe_text(p, "folder", ".", folder, sizeof folder);
    if (rc < 0) {
        return rc;
    }
    snprintf(f->path, sizeof f->path, "%s/tare-files-XXXXXX", folder);
    if (!mkdtemp(f->path)) {
        int err = errno;
        return probe_fail(p, err, "no folder can be made in %s: %s; " REMEDY, folder, strerror(err));
    }
    f->made = 1;
    f->lock_fd = -1;
    f->fd = open(f->path, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
    if (f->fd < 0) {
        return own_folder_failed(p, f, "open", "", errno);
    }
    f->lock_fd = openat(f->fd, "lock", O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    if (f->lock_fd < 0 || fcntl(f->lock_fd, F_OFD_SETLK, &whole) < 0) {
        return own_folder_failed(p, f, "lock", "lock", errno);
    }
    return 0;
}

int64_t own_folder_room(struct probe *p, const struct own_folder *f, int64_t files, int64_t bytes) {
    struct statfs fs;
    char name[FILE_SYSTEM_NAME_SIZE];
    if (fstatfs(f->fd, &fs) < 0) {
        return own_folder_failed(p, f, "statfs", "", errno);
    }
    /* Each file takes whole blocks, and one more for what leads to them. */
    int64_t space = (int64_t)fs.f_bavail * (int64_t)fs.f_bsize - RESERVE_BYTES;
    int64_t needed = bytes + files * 2 * (int64_t)fs.f_bsize;
    /* Some file systems have no number of files: they say 0. */
    int64_t inodes = fs.f_files ? (int64_t)fs.f_ffree - RESERVE_FILES : INT64_MAX;
    if (needed <= space && files <= inodes) {
        return 0;
    }
    file_system_name(f->fd, name, sizeof name);
    if (needed <= space) {
        return probe_fail(p, ENOSPC, "%s (%s): %lld files do not fit into %lld free inodes: give "
                          "fewer, or " REMEDY, f->path, name, (long long)files,
                          (long long)fs.f_ffree);
    }
    return probe_fail(p, ENOSPC, "%s (%s): %lld files of %lld MiB together and %lld MiB of reserve "
                      "do not fit into %lld MiB free: give fewer or smaller ones, or " REMEDY,
                      f->path, name, (long long)files, (long long)(needed >> 20),
                      (long long)(RESERVE_BYTES >> 20),
                      (long long)((space + RESERVE_BYTES) >> 20));
}

/* One size after the other of what there is: large files have the same content again and again. */
static int64_t fill(int fd, const void *content, int64_t bytes) {
    while (bytes > 0) {
        ssize_t n = write(fd, content, (size_t)(bytes < FILE_CONTENT ? bytes : FILE_CONTENT));
        if (n <= 0) {
            return n < 0 ? -errno : -EIO;
        }
        bytes -= n;
    }
    return 0;
}

int64_t own_folder_file(int dir, const char *name, const void *content, int64_t bytes) {
    int fd = openat(dir, name, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    if (fd < 0) {
        return -errno;
    }
    int64_t rc = fill(fd, content, bytes);
    return close(fd) < 0 && rc == 0 ? -errno : rc;
}

/* Removes what is in a folder that is open, and closes it. */
static void empty(int fd) {
    DIR *dir = fdopendir(fd);
    if (!dir) {
        close(fd);
        return;
    }
    for (struct dirent *e = readdir(dir); e; e = readdir(dir)) {
        if (strcmp(e->d_name, ".") == 0 || strcmp(e->d_name, "..") == 0) {
            continue;
        }
        if (unlinkat(fd, e->d_name, 0) < 0 && (errno == EISDIR || errno == EPERM)) {
            int below = openat(fd, e->d_name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
            if (below >= 0) {
                empty(below);
            }
            unlinkat(fd, e->d_name, AT_REMOVEDIR);
        }
    }
    closedir(dir);
}

void own_folder_remove(struct own_folder *f) {
    if (!f->made) {
        return;
    }
    f->made = 0;
    if (f->fd >= 0) {
        empty(f->fd);
    }
    if (f->lock_fd >= 0) {
        close(f->lock_fd);
    }
    rmdir(f->path);
}
