/*
 * The first write to a file: open, write of its first 4 KiB, close. in=place: in the folder as it
 * is; where that has files of a layer below, tare-lower/BYTES/, each of them is taken once. in=overlay:
 * over files of a layer below in an overlay that is mounted for the purpose and attached nowhere, so
 * that it goes with the process; it is mounted anew before each batch.
 */
#define _GNU_SOURCE
#include "own_folder.h"

#include <dirent.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/statfs.h>
#include <sys/syscall.h>
#include <unistd.h>

#define LARGEST_FILE (INT64_C(1) << 30)
#define MOST_FILES 4096
#define WRITTEN 4096
#define NAME_BYTES 32
/* Between batches whose files do not come back: some hundred last for a fork of eight seconds. */
#define PAUSE_NS 300000000
#define OVERLAYFS 0x794c7630

/* Of <linux/mount.h>, which older systems do not have; the numbers are the same on all machines. */
#define NR_FSOPEN 430
#define NR_FSCONFIG 431
#define NR_FSMOUNT 432
#define FSCONFIG_STRING 1
#define FSCONFIG_CREATE 6

enum { PLACE, OVERLAY, LOWER };

struct copy_up {
    struct own_folder folder;
    int64_t in, bytes;
    /* The files that there are, by number, and the next one. */
    int64_t files, at;
    int lower, upper, work;
    /* Where the files are written. */
    int root;
    /* LOWER: the names that were there. */
    char (*names)[NAME_BYTES];
    unsigned char *content;
};

static void close_if_open(int *fd) {
    if (*fd >= 0) {
        close(*fd);
        *fd = -1;
    }
}

static void name_of(const struct copy_up *s, int64_t file, char *out) {
    if (s->in == LOWER) {
        snprintf(out, NAME_BYTES, "%s", s->names[file]);
    } else {
        snprintf(out, NAME_BYTES, "%lld", (long long)file);
    }
}

static int64_t write_first(const struct copy_up *s, const char *name) {
    size_t bytes = (size_t)(s->bytes < WRITTEN ? s->bytes : WRITTEN);
    int fd = openat(s->root, name, O_WRONLY | O_NOFOLLOW | O_CLOEXEC);
    if (fd < 0) {
        return -errno;
    }
    ssize_t n = write(fd, s->content, bytes);
    int64_t rc = n < 0 ? -errno : n == (ssize_t)bytes ? 0 : -EIO;
    return close(fd) < 0 && rc == 0 ? -errno : rc;
}

static int64_t copy_up_batch(struct probe *p, int64_t ops, int64_t *ns) {
    struct copy_up *s = p->state;
    char name[NAME_BYTES];
    for (int64_t i = 0; i < ops; i++, s->at++) {
        if (s->at >= s->files) {
            return probe_fail(p, EINVAL, "a batch of %lld files that were not made ready",
                              (long long)ops);
        }
        name_of(s, s->at, name);
        int64_t start = ns ? probe_now_ns() : 0;
        int64_t rc = write_first(s, name);
        if (ns) {
            ns[i] = probe_now_ns() - start;
        }
        if (rc < 0) {
            return own_folder_failed(p, &s->folder, "first write", name, (int)-rc);
        }
    }
    return ops;
}

/* As many files as a batch takes, the first time. */
static int64_t make_files(struct probe *p, struct copy_up *s, int dir, int64_t ops) {
    char name[NAME_BYTES];
    int64_t copies = s->in == OVERLAY ? 2 : 1;
    int64_t rc = own_folder_room(p, &s->folder, (ops - s->files) * copies,
                                 (ops - s->files) * copies * s->bytes);
    for (; rc == 0 && s->files < ops; s->files++) {
        name_of(s, s->files, name);
        rc = own_folder_file(dir, name, s->content, s->bytes);
        if (rc < 0) {
            return own_folder_failed(p, &s->folder, "create", name, (int)-rc);
        }
    }
    return rc;
}

static int64_t refused(struct probe *p, const struct copy_up *s, int err) {
    return probe_fail(p, err, "in=overlay: no overlay can be mounted over %s: %s; it takes root with "
                      "CAP_SYS_ADMIN, Linux 5.2 and a folder that is not in an overlay itself; "
                      "in=place measures the folder as it is", s->folder.path, strerror(err));
}

/* By the folder's number: its path may have what separates an overlay's options. */
static int64_t set_layer(const struct copy_up *s, int context, const char *key, const char *name) {
    char path[64];
    snprintf(path, sizeof path, "/proc/self/fd/%d/%s", s->folder.fd, name);
    return syscall(NR_FSCONFIG, context, FSCONFIG_STRING, key, path, 0) < 0 ? -errno : 0;
}

static int64_t mount_overlay(struct probe *p, struct copy_up *s) {
    int context = (int)syscall(NR_FSOPEN, "overlay", 1);
    if (context < 0) {
        return refused(p, s, errno);
    }
    int64_t rc;
    if ((rc = set_layer(s, context, "lowerdir", "lower")) == 0 &&
        (rc = set_layer(s, context, "upperdir", "upper")) == 0 &&
        (rc = set_layer(s, context, "workdir", "work")) == 0 &&
        syscall(NR_FSCONFIG, context, FSCONFIG_CREATE, NULL, NULL, 0) < 0) {
        rc = -errno;
    }
    if (rc == 0) {
        s->root = (int)syscall(NR_FSMOUNT, context, 1, 0);
        rc = s->root < 0 ? -errno : 0;
    }
    close(context);
    return rc < 0 ? refused(p, s, (int)-rc) : 0;
}

/* Whether what was written is in the upper layer now, and away with it. */
static int64_t take_away(struct probe *p, struct copy_up *s) {
    char name[NAME_BYTES];
    close_if_open(&s->root);
    for (; s->at > 0; s->at--) {
        name_of(s, s->at - 1, name);
        if (unlinkat(s->upper, name, 0) < 0) {
            int err = errno;
            return probe_fail(p, err, "%s/upper/%s was not copied up: %s", s->folder.path, name,
                              strerror(err));
        }
    }
    return 0;
}

static int64_t prepare_overlay(struct probe *p, struct copy_up *s, int64_t ops) {
    int64_t rc = take_away(p, s);
    rc = rc == 0 ? make_files(p, s, s->lower, ops) : rc;
    return rc == 0 ? mount_overlay(p, s) : rc;
}

/* Written files of the layer below are removed, so that whoever comes next finds those that are not. */
static void take_written(struct copy_up *s) {
    for (int64_t i = 0; i < s->at; i++) {
        unlinkat(s->root, s->names[i], 0);
    }
    s->files -= s->at;
    memmove(s->names, s->names + s->at, (size_t)s->files * sizeof *s->names);
    s->at = 0;
}

/* They do not come back, so that batches are far between. */
static int64_t prepare_lower(struct probe *p, struct copy_up *s, int64_t ops) {
    struct timespec pause = {.tv_nsec = PAUSE_NS};
    if (s->at > 0) {
        nanosleep(&pause, NULL);
    }
    take_written(s);
    return ops <= s->files
               ? 0
               : probe_fail(p, ENOENT, "%s: %lld files of the layer below are left that nobody wrote "
                            "to: make the environment anew, or measure less",
                            s->folder.path, (long long)s->files);
}

static int64_t copy_up_prepare(struct probe *p, int64_t ops) {
    struct copy_up *s = p->state;
    if (ops > MOST_FILES) {
        return probe_fail(p, EINVAL, "a batch is at most %d", MOST_FILES);
    }
    if (s->in == OVERLAY) {
        return prepare_overlay(p, s, ops);
    }
    if (s->in == LOWER) {
        return prepare_lower(p, s, ops);
    }
    s->at = 0;
    return make_files(p, s, s->root, ops);
}

static int64_t make_layers(struct probe *p, struct copy_up *s) {
    static const char *const layers[] = {"lower", "upper", "work"};
    int *const fds[] = {&s->lower, &s->upper, &s->work};
    for (int i = 0; i < 3; i++) {
        if (mkdirat(s->folder.fd, layers[i], 0700) < 0 ||
            (*fds[i] = openat(s->folder.fd, layers[i], O_RDONLY | O_DIRECTORY | O_CLOEXEC)) < 0) {
            return own_folder_failed(p, &s->folder, "mkdir", layers[i], errno);
        }
    }
    return 0;
}

/* The files of a layer below, where the folder has some of that size; 0 where it has none. */
static int64_t find_lower(struct probe *p, struct copy_up *s) {
    char folder[4096];
    struct statfs fs;
    int64_t rc = probe_text(p, "folder", ".", folder, sizeof folder);
    if (rc < 0) {
        return rc;
    }
    snprintf(s->folder.path, sizeof s->folder.path, "%s/tare-lower/%lld", folder,
             (long long)s->bytes);
    DIR *dir = opendir(s->folder.path);
    if (!dir) {
        char *size = strrchr(s->folder.path, '/');
        *size = 0;
        return access(s->folder.path, F_OK) != 0
                   ? 0
                   : probe_fail(p, ENOENT, "%s has no files of %lld bytes: bytes is the name of one "
                                "of its folders", s->folder.path, (long long)s->bytes);
    }
    s->root = dup(dirfd(dir));
    s->names = calloc(MOST_FILES, sizeof *s->names);
    for (struct dirent *e = readdir(dir); e && s->names && s->files < MOST_FILES; e = readdir(dir)) {
        if (e->d_name[0] != '.') {
            snprintf(s->names[s->files++], NAME_BYTES, "%.31s", e->d_name);
        }
    }
    closedir(dir);
    if (!s->names || s->root < 0) {
        return -ENOMEM;
    }
    if (fstatfs(s->root, &fs) < 0 || fs.f_type != OVERLAYFS) {
        return probe_fail(p, EINVAL, "%s is in no overlay: remove it", s->folder.path);
    }
    s->in = LOWER;
    return 0;
}

static int64_t copy_up_open(struct probe *p) {
    static const char *const ins[] = {"place", "overlay", NULL};
    struct copy_up *s = calloc(1, sizeof *s);
    int64_t rc = 0;
    if (!s) {
        return -ENOMEM;
    }
    p->state = s;
    s->lower = s->upper = s->work = s->root = -1;
    if ((s->in = probe_choice(p, "in", ins)) < 0 ||
        (rc = probe_i64(p, "bytes", 4096, 1, LARGEST_FILE, &s->bytes)) < 0) {
        return s->in < 0 ? s->in : rc;
    }
    s->content = malloc(FILE_CONTENT);
    if (!s->content) {
        return -ENOMEM;
    }
    memset(s->content, 0x5a, FILE_CONTENT);
    rc = s->in == PLACE ? find_lower(p, s) : 0;
    if (rc < 0 || s->in == LOWER) {
        return rc;
    }
    if ((rc = own_folder_make(p, &s->folder)) < 0 || s->in == OVERLAY) {
        rc = rc < 0 ? rc : make_layers(p, s);
        return rc < 0 ? rc : copy_up_prepare(p, 1);
    }
    s->root = dup(s->folder.fd);
    return s->root < 0 ? -errno : 0;
}

static int64_t copy_up_counter(struct probe *p, const char *name) {
    struct copy_up *s = p->state;
    return strcmp(name, "overlay") == 0 ? s->in != PLACE : -ENOENT;
}

static void copy_up_close(struct probe *p) {
    struct copy_up *s = p->state;
    if (!s) {
        return;
    }
    if (s->in == LOWER) {
        take_written(s);
    }
    close_if_open(&s->root);
    close_if_open(&s->lower);
    close_if_open(&s->upper);
    close_if_open(&s->work);
    own_folder_remove(&s->folder);
    free(s->names);
    free(s->content);
    free(s);
}

static const struct probe_ops copy_up = {
    .name = "copy-up",
    .open = copy_up_open,
    .batch = copy_up_batch,
    .prepare = copy_up_prepare,
    .counter = copy_up_counter,
    .close = copy_up_close,
};
PROBE(copy_up);
