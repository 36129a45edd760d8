#include "check.h"

#include <string.h>

static int64_t nothing(struct probe *p) {
    int64_t value;
    char text[4];
    const char *const colours[] = {"red", "green", NULL};
    CHECK_EQ(probe_i64(p, "absent", 7, 0, 10, &value), 0);
    CHECK_EQ(value, 7);
    CHECK_EQ(probe_i64(p, "n", 7, 0, 100, &value), 0);
    CHECK_EQ(value, 42);
    CHECK_EQ(probe_i64(p, "n", 7, 0, 41, &value), -EINVAL);
    CHECK(strcmp(p->reason, "n=42: must be from 0 to 41") == 0);
    CHECK_EQ(probe_choice(p, "colour", colours), 1);
    CHECK_EQ(probe_choice(p, "absent", colours), 0);
    CHECK_EQ(probe_choice(p, "n", colours), -EINVAL);
    CHECK(strcmp(p->reason, "n=42: must be one of red, green") == 0);
    CHECK_EQ(probe_text(p, "colour", "", text, sizeof text), -EINVAL);
    return 0;
}

static const struct probe_ops self = {.name = "probe-test", .open = nothing};
PROBE(self);

int main(void) {
    CHECK_EQ(tare_probe_new("no such probe", ""), -ENOENT);
    int64_t handle = opened("probe-test", "colour=green\nn=42\n");
    CHECK_EQ(tare_probe_counter(handle, "lost"), -ENOENT);
    tare_probe_close(handle);
    CHECK(tare_probe_name(0) != NULL);
    CHECK(tare_probe_name(-1) == NULL);
    CHECK(tare_probe_name(10000) == NULL);
    CHECK(probe_allowed_cpu(0) >= 0);

    /* What a probe does not read is refused, with the nearest of what it reads. */
    CHECK_EQ(refused("prime", "limitt=7\n"), -EINVAL);
    int64_t wrong = tare_probe_new("probe-test", "n=42\ncolour=green\ncollor=red\n");
    CHECK_EQ(tare_probe_open(wrong), -EINVAL);
    CHECK(strcmp(tare_probe_reason(wrong), "collor: no such option; the nearest is colour") == 0);
    tare_probe_close(wrong);
    int64_t none = tare_probe_new("syscall", "x=1\n");
    CHECK_EQ(tare_probe_open(none), -EINVAL);
    CHECK(strcmp(tare_probe_reason(none), "x: no such option; it has none") == 0);
    tare_probe_close(none);
    CHECK_EQ(tare_abi(), TARE_ABI);
    return 0;
}
