/// People of an organization sign in at its own identity provider. The doors are [SingleSignOns], what an
/// administrator sets up, and [SignOns], the way to the provider and back. Who comes back gets a session of
/// this organization and no other: the word of its provider counts for nothing elsewhere
/// (docs/adr/0008-single-sign-on.md). The protocol is spoken by the room `identityprovider`.
@NullMarked
package io.naru.control.singlesignon;

import org.jspecify.annotations.NullMarked;
