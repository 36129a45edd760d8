/**
 * Real servers: what to install, how each is started without an init system, when it is ready, and
 * how it stops. What drives them is a benchmark's, and where both run an experiment's.
 */
package dev.tare.service;
