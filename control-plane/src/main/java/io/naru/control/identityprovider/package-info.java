/// Speaks OpenID Connect (authorization code with PKCE) with the identity providers that organizations
/// name. The door is [Providers]. The only room that calls other servers over HTTP: every call passes
/// [ProviderHttp], which bounds it. Knows no organization and no account.
@NullMarked
package io.naru.control.identityprovider;

import org.jspecify.annotations.NullMarked;
