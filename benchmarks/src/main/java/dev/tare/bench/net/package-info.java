/**
 * Says what a layer costs the network: netperf's six patterns against the server of the same jar.
 * Serves nothing itself, and sends nothing but to the one server that it was given or started.
 */
package dev.tare.bench.net;
