#define _GNU_SOURCE
#include "check.h"

#include <string.h>
#include <sys/syscall.h>
#include <unistd.h>

int main(void) {
    unsigned long before[128] = {0}, after[128] = {0};
    CHECK(syscall(SYS_sched_getaffinity, 0, sizeof before, before) > 0);
    int64_t handle = opened("affinity", "");
    CHECK_EQ(batch(handle, 2, NULL), 2);
    tare_probe_close(handle);
    CHECK(syscall(SYS_sched_getaffinity, 0, sizeof after, after) > 0);
    CHECK_EQ(memcmp(before, after, sizeof before), 0);
    return 0;
}
