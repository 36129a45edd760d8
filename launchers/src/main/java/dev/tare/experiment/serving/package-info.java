/**
 * Says what real servers lose: the same load on the same server in every environment, at given
 * rates, as fast as it goes, and as fast as it goes within a bound of latency.
 */
package dev.tare.experiment.serving;
