/* 16 KiB of a set of files: what each mode reads and writes, when all are synced, and what is left. */
#define _GNU_SOURCE
#include "data_dir.h"

#define REQUEST 16384
#define FILES 4
#define REQUESTS (FILES * MIB / REQUEST)

/* Stand before the C library's: count, and remember what was asked for. */
static int reads;
static int writes;
static int syncs;
static int seen_fds[1024];
static off_t offsets[1024];

static void seen(int fd, size_t bytes, off_t offset) {
    int n = reads + writes;
    CHECK(n < 1024);
    seen_fds[n] = fd;
    offsets[n] = offset;
    /* What prepares the files reads and writes as well. */
    CHECK(bytes != REQUEST || offset % REQUEST == 0);
}

ssize_t pread(int fd, void *buffer, size_t bytes, off_t offset) {
    if (bytes == REQUEST) {
        seen(fd, bytes, offset);
        reads++;
    }
    return syscall(SYS_pread64, fd, buffer, bytes, offset);
}

ssize_t pwrite(int fd, const void *buffer, size_t bytes, off_t offset) {
    if (bytes == REQUEST) {
        seen(fd, bytes, offset);
        writes++;
    }
    return syscall(SYS_pwrite64, fd, buffer, bytes, offset);
}

int fsync(int fd) {
    syncs++;
    return (int)syscall(SYS_fsync, fd);
}

static const char *set(const char *more) {
    static char text[256];
    snprintf(text, sizeof text, "%s\nfiles=%d\nfolder=%s\nsize=%d\n", more, FILES, data_dir,
             FILES * MIB);
    return text;
}

static int64_t begun(const char *more) {
    int64_t handle = opened("sysbench-file-io", set(more));
    reads = writes = syncs = 0;
    return handle;
}

static int distinct_files(int requests) {
    int files = 0;
    for (int i = 0; i < requests; i++) {
        int known = 0;
        for (int j = 0; j < i; j++) {
            known |= seen_fds[j] == seen_fds[i];
        }
        files += !known;
    }
    return files;
}

static void reads_and_writes_are_three_to_two_and_all_files_are_synced(void) {
    int64_t handle = begun("direct=0\nmode=rndrw");
    CHECK_EQ(batch(handle, 250, NULL), 2 * FILES);
    CHECK_EQ(syncs, 2 * FILES);
    CHECK_EQ(reads, 150);
    CHECK_EQ(writes, 100);
    CHECK_EQ(distinct_files(250), FILES);
    CHECK_EQ(batch(handle, 250, NULL), 3 * FILES);
    tare_probe_close(handle);
}

static void what_only_reads_is_not_synced(void) {
    int64_t handle = begun("direct=0\nmode=rndrd");
    CHECK_EQ(batch(handle, 250, NULL), 0);
    CHECK_EQ(reads, 250);
    CHECK_EQ(writes + syncs, 0);
    tare_probe_close(handle);
    handle = begun("direct=0\nmode=seqrd");
    CHECK_EQ(batch(handle, 250, NULL), 0);
    CHECK_EQ(writes + syncs, 0);
    tare_probe_close(handle);
}

static void random_writes_keep_every_stamp(void) {
    int64_t handle = begun("direct=0\nmode=rndwr");
    int64_t ns[200] = {0};
    CHECK_EQ(batch(handle, 200, ns), 2 * FILES);
    CHECK_EQ(writes, 200);
    CHECK(ns[0] > 0 && ns[199] > 0);
    tare_probe_close(handle);
    handle = begun("direct=0\nmode=seqrd");
    CHECK_EQ(batch(handle, REQUESTS, NULL), 0);
    tare_probe_close(handle);
}

/* File after file, each from its start to its end, and round again. */
static void the_sequence_goes_through_all_files(void) {
    int64_t handle = begun("direct=0\nmode=seqwr");
    CHECK_EQ(batch(handle, REQUESTS + 1, NULL), 2 * FILES);
    CHECK_EQ(writes, REQUESTS + 1);
    for (int i = 0; i < REQUESTS; i++) {
        CHECK_EQ(offsets[i], (long long)i * REQUEST % MIB);
        CHECK_EQ(seen_fds[i], seen_fds[i / (MIB / REQUEST) * (MIB / REQUEST)]);
    }
    CHECK_EQ(distinct_files(REQUESTS), FILES);
    CHECK_EQ(seen_fds[REQUESTS], seen_fds[0]);
    CHECK_EQ(offsets[REQUESTS], 0);
    tare_probe_close(handle);
}

static const char *file_of_set(int number) {
    static char path[256];
    snprintf(path, sizeof path, "%s/tare-data-%u-%d-%d.bin", data_dir, (unsigned)getuid(), MIB,
             number);
    return path;
}

/* A block that lies where another file's should be is told: the set's blocks are numbered through. */
static void a_file_in_the_place_of_another_is_rebuilt(void) {
    static unsigned char block[STAMPED_BLOCK];
    char other[256];
    strcpy(other, file_of_set(2));
    CHECK_EQ(rename(other, file_of_set(1)), 0);
    tare_probe_close(begun("direct=0"));
    int fd = open(file_of_set(1), O_RDONLY);
    CHECK_EQ(syscall(SYS_pread64, fd, block, STAMPED_BLOCK, 0), STAMPED_BLOCK);
    CHECK(stamp_mismatch(block, STAMPED_BLOCK, MIB / STAMPED_BLOCK) < 0);
    close(fd);
}

static void the_page_cache_is_told_of_all_files(void) {
    int64_t handle = begun("direct=0");
    CHECK_EQ(tare_probe_counter(handle, "pages"), FILES * MIB / sysconf(_SC_PAGESIZE));
    CHECK_EQ(tare_probe_counter(handle, "cachedPages"), tare_probe_counter(handle, "pages"));
    tare_probe_close(handle);
}

static void direct_requests_are_not_in_the_page_cache(void) {
    need_direct();
    int64_t handle = begun("direct=1\nmode=rndrw");
    CHECK_EQ(batch(handle, 200, NULL), 2 * FILES);
    CHECK_EQ(tare_probe_counter(handle, "cachedPages"), 0);
    tare_probe_close(handle);
}

static void remove_set(void) {
    unlink(data_file(MIB));
    for (int i = 1; i < FILES; i++) {
        unlink(file_of_set(i));
    }
}

int main(void) {
    make_data_dir();
    reads_and_writes_are_three_to_two_and_all_files_are_synced();
    what_only_reads_is_not_synced();
    random_writes_keep_every_stamp();
    the_sequence_goes_through_all_files();
    a_file_in_the_place_of_another_is_rebuilt();
    the_page_cache_is_told_of_all_files();
    CHECK_EQ(refused("sysbench-file-io", set("direct=0\nengine=uring")), -EINVAL);
    CHECK_EQ(refused("sysbench-file-io", config("direct=0\nfiles=3")), -EINVAL);
    CHECK_EQ(refused("sysbench-file-io", set("direct=0\nmode=seqrewr")), -EINVAL);
    remove_set();
    direct_requests_are_not_in_the_page_cache();
    remove_set();
    remove_data_dir(MIB);
    return 0;
}
