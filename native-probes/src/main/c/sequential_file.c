/* One access of 1 MiB after the other through the data file, from its start again at its end. */
#include "file_access.h"

#include <stdlib.h>

static struct access next_read(struct file_access *a) {
    return (struct access){.index = a->chosen % a->count};
}

static struct access next_write(struct file_access *a) {
    return (struct access){.index = a->chosen % a->count, .write = 1};
}

static const char *const shapes[] = {"read", "write", NULL};

static int64_t sequential_open(struct probe *p) {
    struct file_access *a = calloc(1, sizeof *a);
    if (!a) {
        return -ENOMEM;
    }
    p->state = a;
    int64_t shape = probe_choice(p, "shape", shapes);
    if (shape < 0) {
        return shape;
    }
    a->next = shape == 0 ? next_read : next_write;
    return file_access_open(p, a, STAMPED_CHUNK);
}

static int64_t sequential_batch(struct probe *p, int64_t ops, int64_t *ns) {
    return file_access_batch(p->state, ops, ns);
}

static int64_t sequential_counter(struct probe *p, const char *name) {
    return file_access_counter(p->state, name);
}

static void sequential_close(struct probe *p) {
    if (p->state) {
        file_access_close(p->state);
        free(p->state);
    }
}

static const struct probe_ops sequential_file = {
    .name = "sequential-file",
    .open = sequential_open,
    .batch = sequential_batch,
    .counter = sequential_counter,
    .close = sequential_close,
};
PROBE(sequential_file);
