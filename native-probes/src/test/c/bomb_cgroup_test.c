/* The bomb's own cgroup holds it alone, with neither its own bounds nor its rlimits. */
#include "bomb_check.h"

#define BROKEN "allowBare=1\nms=200\nbroken=rlimits\n"

static void forks_are_refused(int64_t handle) {
    CHECK(tare_probe_counter(handle, "refused") > 0);
    CHECK_EQ(tare_probe_counter(handle, "overran"), 1);
    CHECK_EQ(tare_probe_counter(handle, "pidsLimited"), 1);
}

static void memory_kills_and_it_goes_on(int64_t handle) {
    CHECK(tare_probe_counter(handle, "killed") > 0);
    CHECK(tare_probe_counter(handle, "peak") > 8 << 20);
    CHECK(tare_probe_counter(handle, "peak") <= 24 << 20);
    CHECK_EQ(tare_probe_counter(handle, "memoryLimited"), 1);
}

int main(void) {
    int64_t handle = opened("bomb-udp", "allowBare=1\nms=10\n");
    exploded(handle);
    int limited = tare_probe_counter(handle, "pidsLimited") == 1 &&
                  tare_probe_counter(handle, "memoryLimited") == 1;
    tare_probe_close(handle);
    if (!limited) {
        CHECK(geteuid() != 0 || access("/sys/fs/cgroup/pids/cgroup.procs", W_OK) != 0);
        SKIP("no cgroup of its own can be made here: needs root and a writable cgroup hierarchy");
    }
    int most = most_seen("bomb-fork", BROKEN "processes=24\n", forks_are_refused);
    CHECK(most > 1 && most <= 25);
    most_seen("bomb-malloc", BROKEN "bytes=8388608\n", memory_kills_and_it_goes_on);
    return 0;
}
