/* 8 KiB at random offsets: every shape on both engines, and a rate that shows a stall. */
#define _GNU_SOURCE
#include "data_dir.h"

#include <sys/vfs.h>

#define OPS 200
#define STALL_NS 50000000
#define TMPFS 0x01021994

/* Stands before the C library's: counts, and stalls once where asked to. */
static int stall_at;
static int reads;
static int writes;

ssize_t pread(int fd, void *buffer, size_t bytes, off_t offset) {
    if (++reads == stall_at) {
        nanosleep(&(struct timespec){.tv_nsec = STALL_NS}, NULL);
    }
    return syscall(SYS_pread64, fd, buffer, bytes, offset);
}

ssize_t pwrite(int fd, const void *buffer, size_t bytes, off_t offset) {
    writes++;
    return syscall(SYS_pwrite64, fd, buffer, bytes, offset);
}

static void run(const char *more) {
    int64_t ns[OPS] = {0};
    int64_t handle = opened("random-file", config(more));
    reads = writes = 0;
    CHECK_EQ(batch(handle, OPS, ns), 0);
    CHECK_EQ(batch(handle, OPS, NULL), 0);
    for (int i = 0; i < OPS; i++) {
        CHECK(ns[i] > 0);
    }
    tare_probe_close(handle);
}

static void shapes_read_and_write_as_they_say(void) {
    run("direct=0\nshape=read");
    CHECK_EQ(reads, 2 * OPS);
    CHECK_EQ(writes, 0);
    run("direct=0\nshape=write");
    CHECK_EQ(reads, 0);
    CHECK_EQ(writes, 2 * OPS);
    CHECK(all_stamped(MIB));
    run("direct=0\nshape=mixed");
    CHECK_EQ(reads + writes, 2 * OPS);
    CHECK(reads > OPS / 2 && writes > OPS / 2);
}

/* How many of OPS operations took at least half of the stall of one of them. */
static int slow_ones(const char *more) {
    int64_t ns[OPS];
    int slow = 0;
    int64_t handle = opened("random-file", config(more));
    CHECK_EQ(batch(handle, 1, NULL), 0);
    reads = 0;
    stall_at = 20;
    CHECK_EQ(batch(handle, OPS, ns), 0);
    stall_at = 0;
    for (int i = 0; i < OPS; i++) {
        slow += ns[i] >= STALL_NS / 2;
    }
    tare_probe_close(handle);
    return slow;
}

/* At 2,000 a second, 50 fall due in the first half of the stall; the closed loop sees one. */
static void a_stall_shows_in_the_tail_of_the_open_loop(void) {
    CHECK(slow_ones("direct=0\nrate=2000") >= 50);
    CHECK(slow_ones("direct=0") < 10);
}

static void the_rate_is_kept(void) {
    int64_t handle = opened("random-file", config("direct=0\nrate=2000"));
    int64_t start = probe_now_ns();
    CHECK_EQ(batch(handle, OPS, NULL), 0);
    CHECK(probe_now_ns() - start >= (OPS - 1) * INT64_C(500000));
    tare_probe_close(handle);
}

/* Also leaves operations in flight at each close, and writes that must keep the stamps. */
static void the_ring_does_every_shape(void) {
    int64_t handle = tare_probe_new("random-file", config("direct=0\nengine=uring"));
    int64_t rc = tare_probe_open(handle);
    CHECK(rc == 0 || strstr(tare_probe_reason(handle), "io_uring"));
    tare_probe_close(handle);
    if (rc < 0) {
        return;
    }
    run("direct=0\nengine=uring\ndepth=32\nshape=write");
    CHECK(all_stamped(MIB));
    run("direct=0\nengine=uring\ndepth=32\nshape=read");
    run("direct=0\nengine=uring\ndepth=7\nshape=mixed\nrate=20000");
    run("direct=0\nengine=uring\nshape=mixed");
    CHECK_EQ(reads, 0);
}

static void direct_reads_are_not_in_the_page_cache(void) {
    need_direct();
    run("direct=1\nshape=mixed");
    int64_t handle = opened("random-file", config("direct=1"));
    CHECK_EQ(batch(handle, OPS, NULL), 0);
    CHECK_EQ(tare_probe_counter(handle, "cachedPages"), 0);
    tare_probe_close(handle);
    handle = opened("random-file", config("direct=0"));
    CHECK_EQ(tare_probe_counter(handle, "cachedPages"), tare_probe_counter(handle, "pages"));
    CHECK_EQ(tare_probe_counter(handle, "colour"), -ENOENT);
    tare_probe_close(handle);
}

static void memory_is_never_called_a_disk(void) {
    struct statfs fs;
    if (statfs("/dev/shm", &fs) < 0 || fs.f_type != TMPFS || access("/dev/shm", W_OK) < 0) {
        fprintf(stderr, "no tmpfs at /dev/shm: its refusal is not tested\n");
        return;
    }
    int64_t handle = tare_probe_new("random-file", "folder=/dev/shm\nsize=1048576\n");
    CHECK_EQ(tare_probe_open(handle), -EOPNOTSUPP);
    CHECK(strstr(tare_probe_reason(handle), "tmpfs"));
    CHECK(strstr(tare_probe_reason(handle), "-Dtare.data=DIR"));
    tare_probe_close(handle);
}

int main(void) {
    make_data_dir();
    shapes_read_and_write_as_they_say();
    a_stall_shows_in_the_tail_of_the_open_loop();
    the_rate_is_kept();
    the_ring_does_every_shape();
    memory_is_never_called_a_disk();
    CHECK_EQ(refused("random-file", config("direct=0\ndepth=2")), -EINVAL);
    unlink(data_file(MIB));
    direct_reads_are_not_in_the_page_cache();
    remove_data_dir(MIB);
    return 0;
}
