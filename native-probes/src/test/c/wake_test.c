#include "check.h"

int main(void) {
    if (probe_allowed_cpu(0) == probe_allowed_cpu(1)) {
        CHECK_EQ(refused("wake", ""), -ENODEV);
        SKIP("one CPU is allowed to this process");
    }
    int64_t ns[101] = {0};
    int64_t handle = opened("wake", "");
    int64_t before = probe_now_ns();
    CHECK_EQ(batch(handle, 100, ns), 100);
    int64_t took = probe_now_ns() - before;
    int64_t sum = 0;
    for (int i = 0; i < 100; i++) {
        CHECK(ns[i] > 0);
        sum += ns[i];
    }
    /* The pause is not part of a duration. */
    CHECK(sum <= took - 100 * 20000);
    CHECK_EQ(ns[100], 0);
    CHECK_EQ(batch(handle, 10, NULL), 10);
    CHECK(tare_probe_counter(handle, "missed") >= 0);
    CHECK_EQ(tare_probe_counter(handle, "found"), -ENOENT);
    tare_probe_close(handle);
    CHECK_EQ(refused("wake", "pauseNs=-1\n"), -EINVAL);
    return 0;
}
