/**
 * Networks: the ones offered by name, the layers they are made of, and the way in for a network of
 * one's own.
 *
 * <p>A network computes; it neither trains nor knows data beyond the shape of one example.
 */
@NullMarked
package dev.temper.torch.model;

import org.jspecify.annotations.NullMarked;
