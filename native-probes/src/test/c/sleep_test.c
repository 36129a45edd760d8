#include "check.h"

#include <sys/prctl.h>

int main(void) {
    int64_t ns[3] = {-1, -1, -1};
    int64_t handle = opened("sleep", "sleepNs=3000000\n");
    int slack = prctl(PR_GET_TIMERSLACK);
    int64_t before = probe_now_ns();
    int64_t last = batch(handle, 2, ns);
    int64_t took = probe_now_ns() - before;
    CHECK(took >= 6000000);
    /* What is left is the overshoot, not the sleep. */
    CHECK(ns[0] >= 0 && ns[1] >= 0 && ns[0] + ns[1] <= took - 6000000);
    CHECK_EQ(last, ns[1]);
    CHECK_EQ(ns[2], -1);
    CHECK_EQ(prctl(PR_GET_TIMERSLACK), slack);
    tare_probe_close(handle);
    CHECK_EQ(refused("sleep", "sleepNs=0\n"), -EINVAL);
    return 0;
}
