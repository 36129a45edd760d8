#include "check.h"

int main(void) {
    int64_t handle = opened("clock-pair", "");
    int64_t before = probe_now_ns();
    int64_t measured = batch(handle, 100000, NULL);
    CHECK(measured > 0 && measured < probe_now_ns() - before);
    CHECK_EQ(tare_probe_batch_only(handle), 1);
    tare_probe_close(handle);
    return 0;
}
