/*
 * Accesses of one size to the data file, or to a set of them, one after the other (psync) or with
 * several in flight (uring), as fast as they come back or at a rate. What is accessed next is the
 * probe's choice. No probe of its own.
 */
#ifndef TARE_FILE_ACCESS_H
#define TARE_FILE_ACCESS_H

#include "probe.h"
#include "stamped_file.h"
#include "uring.h"

struct access {
    /* In units of the access's size, through all files one after the other. */
    int64_t index;
    int write;
};

struct in_flight {
    struct access access;
    int64_t start_ns;
};

struct file_access;

/* A way to choose accesses. */
struct access_shape {
    struct access (*next)(struct file_access *a);
    /* psync only: all files are fsynced after so many accesses, where one of them wrote; 0: never. */
    int64_t fsync_every;
};

/* One file of the set, and this handle's own descriptor of it. */
struct file_part {
    struct stamped_file *file;
    int fd;
};

/* The state of a probe. */
struct file_access {
    struct probe *probe;
    struct file_part *parts;
    /* How many, and how many of them are open. */
    int64_t files, opened;
    int uring;
    /* count: accesses that all files hold; each: that one holds. */
    int64_t direct, bytes, count, each, depth;
    /* Open loop: when the next access is due, and how far apart they are; 0: closed loop. */
    int64_t due_ns, interval_ns;
    /* When the last batch ended. */
    int64_t left_ns;
    struct access (*next)(struct file_access *a);
    /* The state of next: of the pseudo-random numbers, and how many accesses were chosen. */
    uint64_t random;
    int64_t chosen;
    int64_t fsync_every, since_fsync, fsyncs;
    /* Something was written since the last fsync. */
    int written;
    /* One buffer and one entry for each access in flight; free_slots is a stack of the unused. */
    unsigned char *buffers;
    void *map;
    size_t map_bytes;
    struct in_flight *slots;
    int64_t *free_slots;
    int64_t flying;
    struct uring ring;
};

/*
 * Reads folder, size, direct, engine, depth and rate from the config and opens so many data files,
 * which have that size together, for accesses of so many bytes. key: of the shape in the config;
 * names: of the shapes, in their order, NULL after the last. 0 or -errno with the reason; in both
 * cases file_access_close() follows.
 */
int64_t file_access_open(struct probe *p, const char *key, const char *const *names,
                         const struct access_shape *shapes, int64_t bytes, int64_t files);

/*
 * Completes ops accesses, with the duration of each in ns where that is not NULL: from its
 * submission, or in the open loop from when it was due. With uring further ones stay in flight
 * when it returns; they count in the next batch. Returns how many fsyncs there were, or -errno with
 * the reason.
 */
int64_t file_access_batch(struct probe *p, int64_t ops, int64_t *ns);

/* "cachedPages": pages of the files in the page cache; "pages": of the whole files. */
int64_t file_access_counter(struct probe *p, const char *name);

void file_access_close(struct probe *p);

/* A pseudo-random number in [0, bound). */
static inline int64_t file_access_random(struct file_access *a, int64_t bound) {
    a->random ^= a->random << 13;
    a->random ^= a->random >> 7;
    a->random ^= a->random << 17;
    return (int64_t)(((unsigned __int128)a->random * (uint64_t)bound) >> 64);
}

#endif
