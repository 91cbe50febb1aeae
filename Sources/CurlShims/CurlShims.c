#include "CurlShims.h"

CURLcode lockstep_curl_set_long(CURL *handle, CURLoption option, long value) {
    return curl_easy_setopt(handle, option, value);
}

CURLcode lockstep_curl_set_string(CURL *handle, CURLoption option, const char *value) {
    return curl_easy_setopt(handle, option, value);
}

CURLcode lockstep_curl_set_pointer(CURL *handle, CURLoption option, void *value) {
    return curl_easy_setopt(handle, option, value);
}

CURLcode lockstep_curl_set_list(CURL *handle, struct curl_slist *value) {
    return curl_easy_setopt(handle, CURLOPT_HTTPHEADER, value);
}

CURLcode lockstep_curl_set_body(CURL *handle, const void *bytes, size_t count) {
    CURLcode result = curl_easy_setopt(handle, CURLOPT_POSTFIELDSIZE_LARGE, (curl_off_t)count);
    return result != CURLE_OK ? result : curl_easy_setopt(handle, CURLOPT_COPYPOSTFIELDS, bytes);
}

CURLcode lockstep_curl_set_trust(CURL *handle, const void *pem, size_t count) {
    struct curl_blob blob = {.data = (void *)pem, .len = count, .flags = CURL_BLOB_COPY};
    CURLcode result = curl_easy_setopt(handle, CURLOPT_CAINFO_BLOB, &blob);
    /* Debian's build trusts a directory as well; whoever names an anchor means that one alone. */
    return result != CURLE_OK ? result : curl_easy_setopt(handle, CURLOPT_CAPATH, NULL);
}

CURLcode lockstep_curl_set_writer(CURL *handle, lockstep_curl_writer writer, void *context) {
    CURLcode result = curl_easy_setopt(handle, CURLOPT_WRITEFUNCTION, writer);
    return result != CURLE_OK ? result : curl_easy_setopt(handle, CURLOPT_WRITEDATA, context);
}

CURLcode lockstep_curl_set_header_reader(CURL *handle, lockstep_curl_writer reader, void *context) {
    CURLcode result = curl_easy_setopt(handle, CURLOPT_HEADERFUNCTION, reader);
    return result != CURLE_OK ? result : curl_easy_setopt(handle, CURLOPT_HEADERDATA, context);
}

long lockstep_curl_response_code(CURL *handle) {
    long code = 0;
    curl_easy_getinfo(handle, CURLINFO_RESPONSE_CODE, &code);
    return code;
}

bool lockstep_curl_was_connected(CURL *handle) {
    curl_off_t until = 0;
    curl_easy_getinfo(handle, CURLINFO_PRETRANSFER_TIME_T, &until);
    return until > 0;
}

bool lockstep_curl_made_connection(CURL *handle) {
    long count = 0;
    curl_easy_getinfo(handle, CURLINFO_NUM_CONNECTS, &count);
    return count > 0;
}

long lockstep_curl_proxy_code(CURL *handle) {
    long code = 0;
    curl_easy_getinfo(handle, CURLINFO_HTTP_CONNECTCODE, &code);
    return code;
}

long lockstep_curl_verify_result(CURL *handle) {
    long result = 0;
    curl_easy_getinfo(handle, CURLINFO_SSL_VERIFYRESULT, &result);
    return result;
}

long lockstep_curl_http_version(CURL *handle) {
    long version = 0;
    curl_easy_getinfo(handle, CURLINFO_HTTP_VERSION, &version);
    return version;
}

void *lockstep_curl_private(CURL *handle) {
    char *pointer = NULL;
    curl_easy_getinfo(handle, CURLINFO_PRIVATE, &pointer);
    return pointer;
}

CURL *lockstep_curl_finished(CURLMsg *message, CURLcode *result) {
    if (message->msg != CURLMSG_DONE) {
        return NULL;
    }
    *result = message->data.result;
    return message->easy_handle;
}
