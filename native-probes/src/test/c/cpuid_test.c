#include "check.h"

int main(void) {
#if defined(__x86_64__)
    int64_t handle = opened("cpuid", "leaf=0\n");
    CHECK_EQ(batch(handle, 3, NULL), 3);
    /* Leaf 0 is signed by whoever made the CPU, in EBX, EDX, ECX. */
    CHECK(tare_probe_counter(handle, "eax") >= 1);
    uint32_t maker[3] = {(uint32_t)tare_probe_counter(handle, "ebx"),
                         (uint32_t)tare_probe_counter(handle, "edx"),
                         (uint32_t)tare_probe_counter(handle, "ecx")};
    for (size_t i = 0; i < sizeof maker; i++) {
        char c = ((const char *)maker)[i];
        CHECK(c >= ' ' && c <= '~');
    }
    CHECK_EQ(tare_probe_counter(handle, "rax"), -ENOENT);
    tare_probe_close(handle);
    CHECK_EQ(refused("cpuid", "leaf=-1\n"), -EINVAL);
#else
    CHECK_EQ(refused("cpuid", ""), -ENOTSUP);
#endif
    return 0;
}
