/* One access of 1 MiB after the other through the data file, from its start again at its end. */
#include "file_access.h"

static struct access next_read(struct file_access *a) {
    return (struct access){.index = a->chosen % a->count};
}

static struct access next_write(struct file_access *a) {
    return (struct access){.index = a->chosen % a->count, .write = 1};
}

static int64_t sequential_open(struct probe *p) {
    static const char *const shapes[] = {"read", "write", NULL};
    static const struct access_shape of[] = {{next_read, 0}, {next_write, 0}};
    return file_access_open(p, "shape", shapes, of, STAMPED_CHUNK, 1);
}

static const struct probe_ops sequential_file = {
    .name = "sequential-file",
    .open = sequential_open,
    .batch = file_access_batch,
    .counter = file_access_counter,
    .close = file_access_close,
};
PROBE(sequential_file);
