/* 1 MiB after the other: in order, round and round, with the stamps kept. */
#define _GNU_SOURCE
#include "data_dir.h"

#define SIZE (3 * MIB)

static off_t offsets[8];
static int accesses;

static void note(size_t bytes, off_t offset) {
    if (bytes == MIB && accesses < 8) {
        offsets[accesses++] = offset;
    }
}

ssize_t pread(int fd, void *buffer, size_t bytes, off_t offset) {
    note(bytes, offset);
    return syscall(SYS_pread64, fd, buffer, bytes, offset);
}

ssize_t pwrite(int fd, const void *buffer, size_t bytes, off_t offset) {
    note(bytes, offset);
    return syscall(SYS_pwrite64, fd, buffer, bytes, offset);
}

static void runs_in_order(const char *more) {
    int64_t ns[5] = {0};
    int64_t handle = opened("sequential-file", config(more));
    accesses = 0;
    CHECK_EQ(batch(handle, 5, ns), 0);
    CHECK(ns[0] > 0 && ns[4] > 0);
    CHECK_EQ(accesses, 5);
    for (int i = 0; i < 5; i++) {
        CHECK_EQ(offsets[i], i % 3 * MIB);
    }
    tare_probe_close(handle);
}

int main(void) {
    make_data_dir();
    runs_in_order("direct=0\nsize=3145728\nshape=read");
    runs_in_order("direct=0\nsize=3145728\nshape=write");
    CHECK(all_stamped(SIZE));
    runs_in_order("direct=0\nsize=3145728\nshape=read");
    CHECK_EQ(refused("sequential-file", config("direct=0\nshape=mixed")), -EINVAL);
    remove_data_dir(SIZE);
    return 0;
}
