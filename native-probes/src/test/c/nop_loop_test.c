#include "check.h"

int main(void) {
    int64_t ns[3] = {0, 0, 0};
    int64_t handle = opened("nop-loop", "");
    CHECK_EQ(batch(handle, 2, ns), 1000000);
    /* A no-op in less than a twentieth of a nanosecond is one that the compiler took away. */
    CHECK(ns[0] > 50000 && ns[1] > 50000);
    CHECK_EQ(ns[2], 0);
    tare_probe_close(handle);
    handle = opened("nop-loop", "iterations=1\n");
    CHECK_EQ(batch(handle, 1, NULL), 1);
    tare_probe_close(handle);
    CHECK_EQ(refused("nop-loop", "iterations=0\n"), -EINVAL);
    return 0;
}
