"""The files of AWS's own programs: `~/.aws/credentials` and `~/.aws/config`.

    AWS_PROFILE                    which profile of them counts; `default` without
    AWS_SHARED_CREDENTIALS_FILE    other places of the files
    AWS_CONFIG_FILE

obstore reads the variables of the environment, and asks the services that machines of Amazon have.
"""

from __future__ import annotations

import configparser
from collections.abc import Mapping
from pathlib import Path

from paper_archive.publish.errors import Refused

# Names in the files, and of obstore.
_KEYS = {
    "aws_access_key_id": "access_key_id",
    "aws_secret_access_key": "secret_access_key",
    "aws_session_token": "session_token",
    "region": "region",
    "endpoint_url": "endpoint",
}
# Ways to get keys that only AWS's own programs know.
_OTHER_WAYS = ("sso_session", "sso_start_url", "credential_process", "role_arn", "source_profile")


def from_files(variables: Mapping[str, str]) -> dict[str, str]:
    """Return what the profile says, by the names of obstore. Raises Refused."""
    profile = variables.get("AWS_PROFILE") or "default"
    said: dict[str, str] = {}
    places = (("AWS_CONFIG_FILE", "config"), ("AWS_SHARED_CREDENTIALS_FILE", "credentials"))
    is_known = False
    for variable, name in places:
        file = Path(variables.get(variable) or Path("~/.aws", name)).expanduser()
        parser = configparser.RawConfigParser(strict=False)
        try:
            parser.read(file, "utf-8")
        except (configparser.Error, OSError, UnicodeError) as error:
            raise Refused(f"{file} cannot be read: {type(error).__name__}") from None
        for section in (profile, f"profile {profile}"):
            if parser.has_section(section):
                is_known = True
                said |= dict(parser.items(section))
    if not is_known and profile != "default":
        raise Refused(f"no file of AWS has the profile '{profile}' (AWS_PROFILE)")
    way = next((way for way in _OTHER_WAYS if way in said), "")
    if way and "aws_access_key_id" not in said and not variables.get("AWS_ACCESS_KEY_ID"):
        what = f"the profile '{profile}' gets its keys by {way}, which only AWS's programs know"
        raise Refused(f'{what}; run: eval "$(aws configure export-credentials --format env)"')
    return {ours: said[theirs] for theirs, ours in _KEYS.items() if said.get(theirs)}
