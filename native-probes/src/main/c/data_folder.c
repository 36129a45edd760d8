/*
 * Whether a folder can hold the data file: opening the probe writes a small file there, proves
 * direct I/O on it and removes it. There is nothing to run.
 */
#include "file_system.h"

static int64_t folder_open(struct probe *p) {
    char folder[4096];
    int64_t rc = probe_text(p, "folder", ".", folder, sizeof folder);
    return rc == 0 ? direct_prove_folder(p, folder) : rc;
}

static int64_t folder_batch(struct probe *p, int64_t ops, int64_t *ns) {
    (void)ops;
    (void)ns;
    return probe_fail(p, EINVAL, "a folder has nothing to run");
}

static const struct probe_ops data_folder = {
    .name = "data-folder",
    .open = folder_open,
    .batch = folder_batch,
    .batch_only = 1,
};
PROBE(data_folder);
