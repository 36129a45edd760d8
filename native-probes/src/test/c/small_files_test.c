/* Each operation does what its name says, a tree that is full or empty begins anew, and goes. */
#define _GNU_SOURCE
#include "data_dir.h"

#include <dirent.h>
#include <fcntl.h>
#include <sys/stat.h>

#define OPS 8

/* How often a call came from a batch: prepare and open make calls of their own. */
static int counting, renamed, unlinked;

int renameat(int from, const char *name, int to, const char *other) {
    renamed += counting;
    return (int)syscall(SYS_renameat2, from, name, to, other, 0);
}

int unlinkat(int dir, const char *name, int flags) {
    unlinked += counting;
    return (int)syscall(SYS_unlinkat, dir, name, flags);
}

/* The only folder in data_dir. */
static const char *tree(void) {
    static char path[512];
    DIR *dir = opendir(data_dir);
    CHECK(dir != NULL);
    path[0] = 0;
    for (struct dirent *e = readdir(dir); e; e = readdir(dir)) {
        if (e->d_name[0] != '.') {
            CHECK(path[0] == 0);
            snprintf(path, sizeof path, "%s/%s", data_dir, e->d_name);
        }
    }
    closedir(dir);
    return path;
}

/* Files in one directory of the tree, each of the size. */
static int files_in(const char *name, long long bytes) {
    char path[1024];
    int count = 0;
    snprintf(path, sizeof path, "%s/%s", tree(), name);
    DIR *dir = opendir(path);
    CHECK(dir != NULL);
    for (struct dirent *e = readdir(dir); e; e = readdir(dir)) {
        if (e->d_name[0] != '.') {
            char file[2048];
            snprintf(file, sizeof file, "%s/%s", path, e->d_name);
            int fd = open(file, O_RDONLY);
            CHECK(fd >= 0);
            CHECK_EQ(lseek(fd, 0, SEEK_END), bytes);
            close(fd);
            count++;
        }
    }
    closedir(dir);
    return count;
}

static int all(long long bytes) {
    char third[512];
    snprintf(third, sizeof third, "%s/d2", tree());
    int two = files_in("d0", bytes) + files_in("d1", bytes);
    return access(third, F_OK) < 0 ? two : two + files_in("d2", bytes);
}

/* Sixteen to 23 files in three directories: after two batches of eight there are too few for a third. */
static void works(const char *op, int files, int before, int change) {
    char more[128];
    snprintf(more, sizeof more, "op=%s\nfiles=%d\nwidth=8\nbytes=5000\nfolder=%s\n", op, files,
             data_dir);
    int64_t handle = opened("small-files", more);
    CHECK_EQ(all(5000), before);
    renamed = unlinked = 0;
    for (int round = 0; round < 6; round++) {
        int64_t ns[OPS] = {0};
        CHECK_EQ(tare_probe_prepare(handle, OPS), 0);
        CHECK_EQ(all(5000), before + round % 2 * change);
        counting = 1;
        CHECK_EQ(batch(handle, OPS, ns), OPS);
        counting = 0;
        CHECK_EQ(all(5000), before + (round % 2 + 1) * change);
        CHECK(ns[0] > 0 && ns[OPS - 1] > 0);
    }
    tare_probe_close(handle);
    CHECK_EQ(tree()[0], 0);
}

static void refuses(void) {
    char more[256];
    snprintf(more, sizeof more, "files=1000000\nbytes=1048576\nfolder=%s\n", data_dir);
    int64_t handle = tare_probe_new("small-files", more);
    CHECK_EQ(tare_probe_open(handle), -ENOSPC);
    CHECK(strstr(tare_probe_reason(handle), "1000000 files of") != NULL);
    tare_probe_close(handle);
    CHECK_EQ(tree()[0], 0);
    CHECK_EQ(refused("small-files", "folder=/nowhere"), -ENOENT);
    CHECK_EQ(refused("small-files", "op=link"), -EINVAL);
    snprintf(more, sizeof more, "files=4\nfolder=%s\n", data_dir);
    handle = opened("small-files", more);
    CHECK_EQ(tare_probe_prepare(handle, OPS), -EINVAL);
    tare_probe_close(handle);
}

int main(void) {
    make_data_dir();
    works("create", 16, 0, OPS);
    works("create", 20, 0, OPS);
    works("stat", 20, 20, 0);
    works("rename", 20, 20, 0);
    CHECK_EQ(renamed, 6 * OPS);
    works("unlink", 23, 23, -OPS);
    CHECK_EQ(unlinked, 6 * OPS);
    refuses();
    CHECK_EQ(rmdir(data_dir), 0);
    return 0;
}
