/*
 * One of the operations that many small files are made of, on file after file of a tree: create
 * (open, write, close), stat, rename within its directory, unlink. A tree that is full is emptied before
 * more is created, and filled when all is unlinked. Nothing is synced.
 */
#define _GNU_SOURCE
#include "own_folder.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#define MOST_FILES 1000000
#define LARGEST_FILE (INT64_C(1) << 20)
#define NAME_BYTES 32

enum { CREATE, STAT, RENAME, UNLINK };

struct small_files {
    struct own_folder folder;
    int64_t op, files, bytes, width;
    /* How many operations there were since it began anew: the next file, round and round. */
    int64_t at;
    /* For each file whether it has its other name. */
    unsigned char *renamed;
    unsigned char *content;
};

static char *digits(char *out, int64_t n) {
    char reversed[NAME_BYTES];
    int length = 0;
    do {
        reversed[length++] = (char)('0' + n % 10);
        n /= 10;
    } while (n);
    while (length) {
        *out++ = reversed[--length];
    }
    return out;
}

/* "d3/f314", or "d3/g314" where it is renamed: cheaper than printf, which would be a tenth of a stat. */
static void file_name(const struct small_files *s, int64_t file, int renamed, char *out) {
    *out++ = 'd';
    out = digits(out, file / s->width);
    *out++ = '/';
    *out++ = renamed ? 'g' : 'f';
    *digits(out, file) = 0;
}

/* One operation, its name or names made before; 0 or -errno. */
static int64_t operate(const struct small_files *s, const char *name, const char *other) {
    struct stat status;
    switch (s->op) {
    case CREATE:
        return own_folder_file(s->folder.fd, name, s->content, s->bytes);
    case STAT:
        /* The C library's fstatat is newer than glibc 2.28. */
        if (syscall(SYS_newfstatat, s->folder.fd, name, &status, 0) < 0) {
            return -errno;
        }
        return status.st_size == s->bytes ? 0 : -EIO;
    case RENAME:
        return renameat(s->folder.fd, name, s->folder.fd, other) < 0 ? -errno : 0;
    default:
        return unlinkat(s->folder.fd, name, 0) < 0 ? -errno : 0;
    }
}

static const char *const OPS[] = {"create", "stat", "rename", "unlink", NULL};

static int64_t small_files_batch(struct probe *p, int64_t ops, int64_t *ns) {
    struct small_files *s = p->state;
    char name[NAME_BYTES + 24], other[NAME_BYTES + 24];
    for (int64_t i = 0; i < ops; i++) {
        int64_t file = s->at % s->files;
        file_name(s, file, s->renamed[file], name);
        file_name(s, file, !s->renamed[file], other);
        int64_t start = ns ? probe_now_ns() : 0;
        int64_t rc = operate(s, name, other);
        if (ns) {
            ns[i] = probe_now_ns() - start;
        }
        if (rc < 0) {
            return own_folder_failed(p, &s->folder, OPS[s->op], name, (int)-rc);
        }
        s->renamed[file] ^= s->op == RENAME;
        s->at++;
    }
    return ops;
}

static int64_t create_all(struct probe *p, const struct small_files *s) {
    char name[NAME_BYTES + 24];
    int64_t rc = 0;
    for (int64_t file = 0; rc == 0 && file < s->files; file++) {
        file_name(s, file, 0, name);
        rc = own_folder_file(s->folder.fd, name, s->content, s->bytes);
    }
    return rc < 0 ? own_folder_failed(p, &s->folder, "create", name, (int)-rc) : 0;
}

static int64_t unlink_all(struct probe *p, const struct small_files *s) {
    char name[NAME_BYTES + 24];
    for (int64_t file = 0; file < s->files; file++) {
        file_name(s, file, 0, name);
        if (unlinkat(s->folder.fd, name, 0) < 0 && errno != ENOENT) {
            return own_folder_failed(p, &s->folder, "unlink", name, errno);
        }
    }
    return 0;
}

/* Where too few are left to be created, or to be unlinked, it begins anew. */
static int64_t small_files_prepare(struct probe *p, int64_t ops) {
    struct small_files *s = p->state;
    if (ops > s->files) {
        return probe_fail(p, EINVAL, "files=%lld: at least a batch, %lld", (long long)s->files,
                          (long long)ops);
    }
    if (s->at + ops <= s->files || s->op == STAT || s->op == RENAME) {
        return 0;
    }
    int64_t rc = unlink_all(p, s);
    s->at = 0;
    return rc == 0 && s->op == UNLINK ? create_all(p, s) : rc;
}

static int64_t make_tree(struct probe *p, const struct small_files *s) {
    char name[NAME_BYTES];
    int64_t rc = own_folder_room(p, &s->folder, s->files, s->files * s->bytes);
    for (int64_t dir = 0; rc == 0 && dir * s->width < s->files; dir++) {
        snprintf(name, sizeof name, "d%lld", (long long)dir);
        if (mkdirat(s->folder.fd, name, 0700) < 0) {
            return own_folder_failed(p, &s->folder, "mkdir", name, errno);
        }
    }
    return rc == 0 && s->op != CREATE ? create_all(p, s) : rc;
}

static int64_t small_files_open(struct probe *p) {
    struct small_files *s = calloc(1, sizeof *s);
    int64_t rc = 0;
    if (!s) {
        return -ENOMEM;
    }
    p->state = s;
    if ((s->op = probe_choice(p, "op", OPS)) < 0 ||
        (rc = probe_i64(p, "files", 4096, 1, MOST_FILES, &s->files)) < 0 ||
        (rc = probe_i64(p, "bytes", 4096, 0, LARGEST_FILE, &s->bytes)) < 0 ||
        (rc = probe_i64(p, "width", 256, 1, MOST_FILES, &s->width)) < 0) {
        return s->op < 0 ? s->op : rc;
    }
    s->renamed = calloc((size_t)s->files, 1);
    s->content = malloc(FILE_CONTENT);
    if (!s->renamed || !s->content) {
        return -ENOMEM;
    }
    memset(s->content, 0x5a, FILE_CONTENT);
    rc = own_folder_make(p, &s->folder);
    return rc < 0 ? rc : make_tree(p, s);
}

static void small_files_close(struct probe *p) {
    struct small_files *s = p->state;
    if (s) {
        own_folder_remove(&s->folder);
        free(s->renamed);
        free(s->content);
        free(s);
    }
}

static const struct probe_ops small_files = {
    .name = "small-files",
    .open = small_files_open,
    .batch = small_files_batch,
    .prepare = small_files_prepare,
    .close = small_files_close,
};
PROBE(small_files);
