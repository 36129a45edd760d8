#include "check.h"

#include <string.h>

static void computes(const char *config, int64_t bytes_moved) {
    int64_t ns[3] = {0};
    int64_t handle = opened("stream", config);
    CHECK_EQ(batch(handle, 2, ns), bytes_moved);
    CHECK(ns[0] > 0 && ns[1] > 0);
    CHECK_EQ(ns[2], 0);
    CHECK_EQ(batch(handle, 0, NULL), bytes_moved);
    CHECK_EQ(tare_probe_counter(handle, "bytes"), 65536);
    tare_probe_close(handle);
}

int main(void) {
    const char *const stores[] = {"plain", "streaming"};
    for (int i = 0; i < 2; i++) {
        char config[128];
        const char *const kernels[] = {"copy", "scale", "add", "triad"};
        for (int k = 0; k < 4; k++) {
            snprintf(config, sizeof config, "kernel=%s\nstores=%s\nbytes=65600\n", kernels[k], stores[i]);
            computes(config, (k < 2 ? 2 : 3) * 65536);
        }
    }
    /* An array that no pass has written is noticed. */
    int64_t untouched = opened("stream", "bytes=65536\n");
    CHECK_EQ(batch(untouched, 0, NULL), -EIO);
    CHECK(strstr(tare_probe_reason(untouched), "element 0 is -1, not 0"));
    tare_probe_close(untouched);

    int64_t whole = opened("stream", "bytes=auto\n");
    CHECK(tare_probe_counter(whole, "bytes") >= 4096);
    CHECK_EQ(batch(whole, 1, NULL), 3 * tare_probe_counter(whole, "bytes"));
    CHECK(tare_probe_counter(whole, "cacheBytes") >= 0);
    CHECK_EQ(refused("stream", "bytes=many\n"), -EINVAL);
    int64_t size = opened("stream_size", "bytes=auto\n");
    CHECK_EQ(tare_probe_counter(size, "bytes"), tare_probe_counter(whole, "bytes"));
    CHECK_EQ(batch(size, 1, NULL), -EOPNOTSUPP);
    tare_probe_close(size);
    tare_probe_close(whole);
    CHECK_EQ(refused("stream", "kernel=dot\n"), -EINVAL);
    return 0;
}
