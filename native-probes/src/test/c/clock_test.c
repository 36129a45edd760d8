#include "check.h"

int main(void) {
    int64_t handle = opened("clock", "");
    CHECK_EQ(tare_probe_counter(handle, "latencyPs"), -ENODATA);
    CHECK(batch(handle, 1000000, NULL) > 1000);
    CHECK(tare_probe_counter(handle, "latencyPs") > 1000);
    CHECK(tare_probe_counter(handle, "granularityNs") >= 1);
    CHECK(tare_probe_counter(handle, "p9999Ns") >= tare_probe_counter(handle, "granularityNs"));
    CHECK_EQ(tare_probe_counter(handle, "backward"), 0);
    CHECK_EQ(tare_probe_counter(handle, "forward"), -ENOENT);
    tare_probe_close(handle);
    return 0;
}
