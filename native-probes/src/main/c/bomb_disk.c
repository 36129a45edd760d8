/*
 * Small synchronous writes (4 KiB, O_SYNC) from the start of a file to its limit, and again. The
 * file has no name: whatever dies, the file system frees it.
 */
#define _GNU_SOURCE
#include "bomb.h"

#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/statfs.h>
#include <sys/statvfs.h>
#include <unistd.h>

#define BLOCK 4096
#define TMPFS 0x01021994
#define RAMFS 0x858458f6
#define MARGIN_BYTES (16LL << 20)

struct disk_bomb {
    int64_t bytes;
    char block[BLOCK];
};

static int64_t disk_explode(struct bomb *b) {
    struct disk_bomb *d = b->kind;
    int64_t at = 0;
    while (!bomb_over(b)) {
        if (at + BLOCK > d->bytes && !b->inner_broken) {
            at = 0;
        }
        memcpy(d->block, &b->done, sizeof b->done);
        if (pwrite(b->kind_fd, d->block, BLOCK, at) == BLOCK) {
            bomb_add(&b->done, 1);
            at += BLOCK;
            b->peak = at > b->peak ? at : b->peak;
        } else if (at == 0) {
            return -errno;
        } else {
            bomb_add(&b->refused, 1);
            at = 0;
        }
    }
    return 0;
}

/* A file without a name in a folder. 0 or -errno. */
static int64_t open_nameless(struct probe *p, struct bomb *b, const char *dir) {
    char path[BOMB_DIR_SIZE + 64];
    b->kind_fd = open(dir, O_TMPFILE | O_RDWR | O_SYNC | O_CLOEXEC, 0600);
    if (b->kind_fd < 0 && (errno == EOPNOTSUPP || errno == EISDIR || errno == EINVAL)) {
        snprintf(path, sizeof path, "%s/.tare-bomb-%d", dir, getpid());
        b->kind_fd = open(path, O_CREAT | O_EXCL | O_RDWR | O_SYNC | O_CLOEXEC, 0600);
        if (b->kind_fd >= 0) {
            unlink(path);
        }
    }
    if (b->kind_fd < 0) {
        int err = errno;
        return probe_fail(p, err, "no file in %s: %s; name a writable folder with dir", dir,
                          strerror(err));
    }
    return 0;
}

static int64_t disk_open(struct probe *p) {
    char dir[BOMB_DIR_SIZE];
    struct statfs kind;
    struct statvfs space;
    int64_t rc = bomb_open(p, sizeof(struct disk_bomb));
    if (rc < 0) {
        return rc;
    }
    struct bomb *b = p->state;
    struct disk_bomb *d = b->kind;
    if ((rc = probe_i64(p, "bytes", 64LL << 20, BLOCK, 1LL << 40, &d->bytes)) < 0 ||
        (rc = probe_text(p, "dir", "/var/tmp", dir, sizeof dir)) < 0 ||
        (rc = open_nameless(p, b, dir)) < 0) {
        return rc;
    }
    if (fstatfs(b->kind_fd, &kind) == 0 &&
        ((uint32_t)kind.f_type == TMPFS || (uint32_t)kind.f_type == RAMFS)) {
        return probe_fail(p, EOPNOTSUPP, "%s lies in RAM (tmpfs): name a folder on a disk with dir",
                          dir);
    }
    if (fstatvfs(b->kind_fd, &space) == 0 &&
        (int64_t)(space.f_bavail * space.f_frsize) / 2 < d->bytes) {
        return probe_fail(p, ENOSPC, "bytes=%lld: more than half of what is free in %s",
                          (long long)d->bytes, dir);
    }
    b->explode = disk_explode;
    b->limits.processes = 1;
    b->limits.memory_bytes = d->bytes + MARGIN_BYTES;
    b->limits.file_bytes = d->bytes;
    return bomb_bound(p);
}

static const struct probe_ops bomb_disk_probe = {
    .name = "bomb-disk",
    .open = disk_open,
    .batch = bomb_batch,
    .counter = bomb_counter,
    .close = bomb_close,
    .batch_only = 1,
};
PROBE(bomb_disk_probe);
