/* What of the machine decides how much memory a probe should use. */
#ifndef TARE_MACHINE_H
#define TARE_MACHINE_H

#include <stdint.h>

/* The size of the last-level cache of CPU 0 in bytes, from /sys; 0 where it is unknown. */
int64_t machine_llc_bytes(void);

/*
 * The memory that this process may use, bytes: MemAvailable of /proc/meminfo, or a lower limit of
 * its cgroups (v2 or v1, on the whole path that is mounted here). INT64_MAX where neither is known.
 * A cgroup's use is not taken off: most of it is page cache that goes when memory is asked for.
 */
int64_t machine_available_bytes(void);

#endif
