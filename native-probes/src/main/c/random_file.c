/*
 * One access of 8 KiB at a random aligned offset of the data file. Shapes: read, write, mixed (each
 * a coin toss, as fio's randrw), and rndrw, sysbench's: reads : writes = 3 : 2 in turn and an fsync
 * after each 100 accesses, which is not part of any access's duration.
 */
#include "file_access.h"
#include "stamp.h"

#include <stdlib.h>

#define RNDRW_FSYNC_EVERY 100

static struct access next_read(struct file_access *a) {
    return (struct access){.index = file_access_random(a, a->count)};
}

static struct access next_write(struct file_access *a) {
    return (struct access){.index = file_access_random(a, a->count), .write = 1};
}

static struct access next_mixed(struct file_access *a) {
    int write = (int)file_access_random(a, 2);
    return (struct access){.index = file_access_random(a, a->count), .write = write};
}

static struct access next_rndrw(struct file_access *a) {
    return (struct access){.index = file_access_random(a, a->count), .write = a->chosen % 5 % 2};
}

static const char *const shapes[] = {"read", "write", "mixed", "rndrw", NULL};
static struct access (*const nexts[])(struct file_access *) = {next_read, next_write, next_mixed,
                                                               next_rndrw};

static int64_t random_open(struct probe *p) {
    struct file_access *a = calloc(1, sizeof *a);
    if (!a) {
        return -ENOMEM;
    }
    p->state = a;
    int64_t shape = probe_choice(p, "shape", shapes);
    if (shape < 0) {
        return shape;
    }
    a->next = nexts[shape];
    a->fsync_every = a->next == next_rndrw ? RNDRW_FSYNC_EVERY : 0;
    return file_access_open(p, a, STAMPED_BLOCK);
}

static int64_t random_batch(struct probe *p, int64_t ops, int64_t *ns) {
    return file_access_batch(p->state, ops, ns);
}

static int64_t random_counter(struct probe *p, const char *name) {
    return file_access_counter(p->state, name);
}

static void random_close(struct probe *p) {
    if (p->state) {
        file_access_close(p->state);
        free(p->state);
    }
}

static const struct probe_ops random_file = {
    .name = "random-file",
    .open = random_open,
    .batch = random_batch,
    .counter = random_counter,
    .close = random_close,
};
PROBE(random_file);
