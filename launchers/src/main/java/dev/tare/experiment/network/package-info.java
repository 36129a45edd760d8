/**
 * Says what the path to a server costs: six patterns through every path, each path proven before it
 * is timed, both ends' CPU counted. Knows no engine: a path is a name for a stack of layers.
 */
package dev.tare.experiment.network;
