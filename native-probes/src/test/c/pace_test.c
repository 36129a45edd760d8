#include "check.h"

/* Starts of an open loop are a gap apart whenever they are asked for, and those of threads shared out. */
static void open_loop(void) {
    int64_t handle = opened("pace", "rate=2000\nthreads=2\nthread=1\ncpus=none\n");
    int64_t before = probe_now_ns();
    int64_t first = batch(handle, 1, NULL);
    CHECK(first >= before + 500000);
    CHECK_EQ(batch(handle, 1, NULL), first + 1000000);
    CHECK(probe_now_ns() >= first + 1000000);
    CHECK_EQ(batch(handle, 3, NULL), first + 4000000);
    CHECK(tare_probe_counter(handle, "late.500") > 0);
    CHECK_EQ(tare_probe_counter(handle, "late.reset"), 0);
    CHECK_EQ(tare_probe_counter(handle, "late.500"), 0);
    int64_t now = probe_now_ns();
    CHECK(batch(handle, 1, NULL) >= now + 500000);
    tare_probe_close(handle);
}

/* A start that was missed is due all the same, and at once. */
static void behind(void) {
    int64_t handle = opened("pace", "rate=1000\ncpus=none\n");
    int64_t first = batch(handle, 1, NULL);
    const struct timespec three_gaps = {0, 3000000};
    nanosleep(&three_gaps, NULL);
    CHECK_EQ(batch(handle, 1, NULL), first + 1000000);
    CHECK_EQ(batch(handle, 1, NULL), first + 2000000);
    tare_probe_close(handle);
}

int main(void) {
    open_loop();
    behind();
    int64_t handle = opened("pace", "");
    int64_t before = probe_now_ns();
    int64_t start = batch(handle, 1, NULL);
    CHECK(start >= before && start <= probe_now_ns());
    CHECK(tare_probe_counter(handle, "clientCpuNs") > 0);
    CHECK_EQ(tare_probe_counter(handle, "misses"), -ENOENT);
    tare_probe_close(handle);
    CHECK_EQ(refused("pace", "rate=-1\n"), -EINVAL);
    return 0;
}
