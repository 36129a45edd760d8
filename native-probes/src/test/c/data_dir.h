/* A folder of its own for a test of the disk probes, and the config that names it. */
#ifndef TARE_DATA_DIR_H
#define TARE_DATA_DIR_H

#include "check.h"
#include "stamp.h"

#include <fcntl.h>
#include <string.h>
#include <sys/syscall.h>
#include <unistd.h>

#define MIB 1048576

static char data_dir[64];

/* The config for a probe in that folder: size is 1 MiB, which "size=" in more overrides. */
static inline const char *config(const char *more) {
    static char text[256];
    snprintf(text, sizeof text, "%s\nfolder=%s\nsize=1048576\n", more, data_dir);
    return text;
}

static inline void make_data_dir(void) {
    strcpy(data_dir, "/var/tmp/tare-test-XXXXXX");
    CHECK(mkdtemp(data_dir) != NULL);
}

/* The path of the data file of that size. */
static inline const char *data_file(long long bytes) {
    static char path[256];
    snprintf(path, sizeof path, "%s/tare-data-%u-%lld.bin", data_dir, (unsigned)getuid(), bytes);
    return path;
}

/* Removes the data file of that size, if there is one, and the folder, which must then be empty. */
static inline void remove_data_dir(long long bytes) {
    unlink(data_file(bytes));
    CHECK_EQ(rmdir(data_dir), 0);
}

/* Whether each block of the data file of that size carries its stamp. */
static inline int all_stamped(long long bytes) {
    static unsigned char block[STAMPED_BLOCK];
    int right = 1;
    int fd = open(data_file(bytes), O_RDONLY);
    CHECK(fd >= 0);
    for (long long i = 0; i < bytes / STAMPED_BLOCK; i++) {
        CHECK_EQ(syscall(SYS_pread64, fd, block, STAMPED_BLOCK, i * STAMPED_BLOCK), STAMPED_BLOCK);
        right &= stamp_mismatch(block, STAMPED_BLOCK, i) < 0;
    }
    close(fd);
    return right;
}

/* Ends the test as skipped where its folder takes no O_DIRECT. */
static inline void need_direct(void) {
    char text[128];
    snprintf(text, sizeof text, "folder=%s\n", data_dir);
    int64_t handle = tare_probe_new("data-folder", text);
    if (tare_probe_open(handle) < 0) {
        rmdir(data_dir);
        SKIP("%s", tare_probe_reason(handle));
    }
    tare_probe_close(handle);
}

#endif
