/* The first write in a plain folder, and in an overlay, where every file is copied up once a batch. */
#define _GNU_SOURCE
#include "data_dir.h"

#include <sys/stat.h>
#include <sys/statfs.h>

#define OPS 4

static int opened_files;
static int overlaid;

/* Called by the probe, for files that are written among others. */
ssize_t write(int fd, const void *content, size_t bytes) {
    struct statfs fs;
    CHECK_EQ(fstatfs(fd, &fs), 0);
    overlaid += fs.f_type == 0x794c7630;
    opened_files++;
    return syscall(SYS_write, fd, content, bytes);
}

static const char *in(const char *where, long long bytes) {
    static char text[256];
    snprintf(text, sizeof text, "in=%s\nbytes=%lld\nfolder=%s\n", where, bytes, data_dir);
    return text;
}

static void writes(const char *where, int overlays) {
    int64_t handle = opened("copy-up", in(where, 10000));
    for (int round = 0; round < 3; round++) {
        int64_t ns[OPS] = {0};
        CHECK_EQ(tare_probe_prepare(handle, OPS), 0);
        overlaid = opened_files = 0;
        CHECK_EQ(batch(handle, OPS, ns), OPS);
        CHECK_EQ(opened_files, OPS);
        CHECK_EQ(overlaid, overlays);
        CHECK(ns[0] > 0 && ns[OPS - 1] > 0);
    }
    CHECK_EQ(batch(handle, OPS, NULL), -EINVAL);
    CHECK_EQ(tare_probe_counter(handle, "overlay"), overlays > 0);
    tare_probe_close(handle);
    CHECK_EQ(rmdir(data_dir), 0);
    CHECK_EQ(mkdir(data_dir, 0700), 0);
}

static void refuses(void) {
    char lower[256];
    CHECK_EQ(refused("copy-up", in("nowhere", 1)), -EINVAL);
    CHECK_EQ(refused("copy-up", in("place", 0)), -EINVAL);
    snprintf(lower, sizeof lower, "%s/tare-lower", data_dir);
    CHECK_EQ(mkdir(lower, 0700), 0);
    snprintf(lower, sizeof lower, "%s/tare-lower/7", data_dir);
    CHECK_EQ(mkdir(lower, 0700), 0);
    CHECK_EQ(refused("copy-up", in("place", 7)), -EINVAL);
    CHECK_EQ(refused("copy-up", in("place", 8)), -ENOENT);
    CHECK_EQ(rmdir(lower), 0);
    snprintf(lower, sizeof lower, "%s/tare-lower", data_dir);
    CHECK_EQ(rmdir(lower), 0);
}

int main(void) {
    make_data_dir();
    writes("place", 0);
    refuses();
    int64_t handle = tare_probe_new("copy-up", in("overlay", 1));
    int64_t rc = tare_probe_open(handle);
    if (rc < 0) {
        fprintf(stderr, "%s\n", tare_probe_reason(handle));
    }
    tare_probe_close(handle);
    if (rc == 0) {
        writes("overlay", OPS);
    }
    CHECK_EQ(rmdir(data_dir), 0);
    if (rc < 0) {
        SKIP("no overlay can be mounted here");
    }
    return 0;
}
