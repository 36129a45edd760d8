#include "check.h"

int main(void) {
    int64_t handle = opened("clock-read", "");
    int64_t before = probe_now_ns();
    int64_t read = batch(handle, 1000, NULL);
    CHECK(read >= before && read <= probe_now_ns());
    CHECK_EQ(tare_probe_batch_only(handle), 1);
    tare_probe_close(handle);
    handle = opened("clock-read", "clock=realtime\n");
    CHECK(batch(handle, 1, NULL) / 1000000000 >= time(NULL) - 1);
    tare_probe_close(handle);
    CHECK_EQ(refused("clock-read", "clock=sundial\n"), -EINVAL);
    return 0;
}
