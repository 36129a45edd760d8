#include "check.h"
#include "etc_load.h"
#include "lateness.h"

#include <string.h>

static char config[128];

static void open_load(struct etc_load *load, const char *more) {
    struct probe p = {.config = config};
    snprintf(config, sizeof config, "%s", more);
    CHECK_EQ(etc_load_open(&p, load), 0);
}

/* The means that mutilate's own client sees over 20,000 keys: 36.2 B and 195 B. */
static void sizes_are_those_of_etc(void) {
    struct etc_load load;
    open_load(&load, "keys=20000\n");
    double keys = 0;
    double values = 0;
    double gaps = 0;
    struct etc_gaps apart = {NULL, 0};
    struct probe p = {.config = config};
    CHECK_EQ(etc_gaps_open(&p, &apart), 0);
    for (int64_t i = 0; i < load.keys; i++) {
        keys += load.key_bytes[i];
        CHECK(load.key_bytes[i] >= 5 && load.key_bytes[i] <= ETC_MOST_KEY);
    }
    for (int i = 0; i < ETC_DRAWN; i++) {
        values += load.value_bytes[i];
        gaps += etc_next_gap(&apart);
    }
    CHECK(keys / 20000 > 34.5 && keys / 20000 < 37.5);
    CHECK(values / ETC_DRAWN > 180 && values / ETC_DRAWN < 215);
    CHECK(gaps / ETC_DRAWN > .999 && gaps / ETC_DRAWN < 1.001);
    CHECK_EQ(load.updates, 1);
    etc_gaps_close(&apart);
    etc_load_close(&load);
}

static void keys_differ_and_have_one_length_for_every_client(void) {
    struct etc_load one;
    struct etc_load other;
    open_load(&one, "keys=1000\nseed=1\n");
    open_load(&other, "keys=1000\nseed=2\n");
    for (int64_t i = 0; i < 1000; i++) {
        CHECK_EQ(one.key_bytes[i], other.key_bytes[i]);
        CHECK(memcmp(etc_key(&one, i), etc_key(&other, i), one.key_bytes[i]) == 0);
    }
    CHECK(memcmp(etc_key(&one, 7) + one.key_bytes[7] - 3, "007", 3) == 0);
    CHECK(one.value_bytes[0] != other.value_bytes[0] || one.value_bytes[1] != other.value_bytes[1]);
    etc_load_close(&one);
    etc_load_close(&other);
}

static void sizes_can_be_given(void) {
    struct etc_load load;
    open_load(&load, "keys=10\nkeyBytes=31\nvalueBytes=200\nmix=updates\n");
    CHECK_EQ(load.key_bytes[3], 31);
    CHECK_EQ(load.value_bytes[5], 200);
    CHECK_EQ(load.updates, 31);
    etc_load_close(&load);
}

static void lateness_is_known_to_three_percent(void) {
    static struct lateness late;
    CHECK_EQ(lateness_at(&late, 990), 0);
    for (int64_t ns = 1; ns <= 1000; ns++) {
        lateness_add(&late, ns * 1000);
    }
    CHECK(lateness_at(&late, 500) >= 500000 && lateness_at(&late, 500) < 520000);
    CHECK(lateness_at(&late, 990) >= 990000 && lateness_at(&late, 990) < 1025000);
    lateness_reset(&late);
    lateness_add(&late, -5);
    lateness_add(&late, INT64_MAX);
    CHECK_EQ(lateness_at(&late, 1), 1);
    CHECK(lateness_at(&late, 999) > INT64_MAX / 2);
}

static void where_no_server_is_it_says_so(void) {
    int64_t handle = tare_probe_new("memcached", "cpus=none\nport=1\n");
    CHECK_EQ(tare_probe_open(handle), -ECONNREFUSED);
    CHECK(strstr(tare_probe_reason(handle), "no memcached listens there") != NULL);
    tare_probe_close(handle);
    CHECK_EQ(refused("http", "cpus=none\nport=1\n"), -ECONNREFUSED);
    CHECK_EQ(refused("memcached", "port=1\nconnections=257\n"), -EINVAL);
    CHECK_EQ(refused("memcached", "port=1\nmix=some\n"), -EINVAL);
}

int main(void) {
    sizes_are_those_of_etc();
    keys_differ_and_have_one_length_for_every_client();
    sizes_can_be_given();
    lateness_is_known_to_three_percent();
    where_no_server_is_it_says_so();
    return 0;
}
