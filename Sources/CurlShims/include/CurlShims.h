#pragma once

#include <curl/curl.h>
#include <stdbool.h>

#pragma clang assume_nonnull begin

/* libcurl's option setters are variadic, which Swift can't call: one typed wrapper per kind of value. */

CURLcode lockstep_curl_set_long(CURL *handle, CURLoption option, long value);
CURLcode lockstep_curl_set_string(CURL *handle, CURLoption option, const char *_Nullable value);
CURLcode lockstep_curl_set_pointer(CURL *handle, CURLoption option, void *_Nullable value);
CURLcode lockstep_curl_set_list(CURL *handle, struct curl_slist *_Nullable value);
CURLcode lockstep_curl_set_body(CURL *handle, const void *bytes, size_t count);
CURLcode lockstep_curl_set_trust(CURL *handle, const void *pem, size_t count);

typedef size_t (*lockstep_curl_writer)(char *bytes, size_t size, size_t count, void *_Nullable context);
CURLcode lockstep_curl_set_writer(CURL *handle, lockstep_curl_writer writer, void *_Nullable context);
CURLcode lockstep_curl_set_header_reader(CURL *handle, lockstep_curl_writer reader, void *_Nullable context);

long lockstep_curl_response_code(CURL *handle);

/* Whether the transfer opened a connection of its own. */
bool lockstep_curl_made_connection(CURL *handle);

/* Whether the connection stood, with its encryption and through whatever proxy: from then on something may have been sent. */
bool lockstep_curl_was_connected(CURL *handle);
/* What a proxy answered to CONNECT, and what became of verifying the server's certificate (OpenSSL's number). */
long lockstep_curl_proxy_code(CURL *handle);
long lockstep_curl_verify_result(CURL *handle);
long lockstep_curl_http_version(CURL *handle);
void *_Nullable lockstep_curl_private(CURL *handle);

/* The finished transfer that the message is about, or NULL if the message is of another kind. */
CURL *_Nullable lockstep_curl_finished(CURLMsg *message, CURLcode *result);

#pragma clang assume_nonnull end
