/** Says what measuring itself costs: the figures below which nothing else can be measured. */
package dev.tare.bench.self;
