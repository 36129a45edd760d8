/*
 * One access of 8 KiB at a random aligned offset of the data file. Shapes: read, write and mixed,
 * each a coin toss, as fio's randrw.
 */
#include "file_access.h"
#include "stamp.h"

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

static int64_t random_open(struct probe *p) {
    static const char *const shapes[] = {"read", "write", "mixed", NULL};
    static const struct access_shape of[] = {{next_read, 0}, {next_write, 0}, {next_mixed, 0}};
    return file_access_open(p, "shape", shapes, of, STAMPED_BLOCK, 1);
}

static const struct probe_ops random_file = {
    .name = "random-file",
    .open = random_open,
    .batch = file_access_batch,
    .counter = file_access_counter,
    .close = file_access_close,
};
PROBE(random_file);
