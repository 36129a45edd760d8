/*
 * One request of sysbench's fileio: 16 KiB of a set of files, at random or one after the other, and
 * all files fsynced after each 100 requests where one of them wrote. Its modes: rndrw, reads to
 * writes as 3 to 2 in turn; rndrd; rndwr; seqwr; seqrd. An fsync is not part of any request's
 * duration.
 */
#include "file_access.h"

#define REQUEST_BYTES 16384
#define FSYNC_EVERY 100
#define USUAL_FILES 128
#define MOST_FILES 1024

static struct access next_rndrw(struct file_access *a) {
    return (struct access){.index = file_access_random(a, a->count), .write = a->chosen % 5 % 2};
}

static struct access next_rndrd(struct file_access *a) {
    return (struct access){.index = file_access_random(a, a->count)};
}

static struct access next_rndwr(struct file_access *a) {
    return (struct access){.index = file_access_random(a, a->count), .write = 1};
}

static struct access next_seqwr(struct file_access *a) {
    return (struct access){.index = a->chosen % a->count, .write = 1};
}

static struct access next_seqrd(struct file_access *a) {
    return (struct access){.index = a->chosen % a->count};
}

static int64_t sysbench_open(struct probe *p) {
    static const char *const modes[] = {"rndrw", "rndrd", "rndwr", "seqwr", "seqrd", NULL};
    static const struct access_shape of[] = {{next_rndrw, FSYNC_EVERY},
                                             {next_rndrd, FSYNC_EVERY},
                                             {next_rndwr, FSYNC_EVERY},
                                             {next_seqwr, FSYNC_EVERY},
                                             {next_seqrd, FSYNC_EVERY}};
    int64_t files;
    int64_t rc = probe_i64(p, "files", USUAL_FILES, 1, MOST_FILES, &files);
    return rc < 0 ? rc : file_access_open(p, "mode", modes, of, REQUEST_BYTES, files);
}

static const struct probe_ops sysbench_file_io = {
    .name = "sysbench-file-io",
    .open = sysbench_open,
    .batch = file_access_batch,
    .counter = file_access_counter,
    .close = file_access_close,
};
PROBE(sysbench_file_io);
