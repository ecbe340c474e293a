"""Settings: each has a default, an environment variable `GREENDESK_…` and a line in `.env.example`."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from pydantic import Field, SecretStr, ValidationInfo, field_validator
from pydantic_settings import BaseSettings, SettingsConfigDict


class Settings(BaseSettings):
    """How this desk runs. Secrets that aren't given are made once and kept in the data folder (mode 0600)."""

    model_config = SettingsConfigDict(env_prefix="GREENDESK_", env_file=".env", extra="ignore")

    data: Path = Field(Path("data"), description="folder of the database and the generated secrets")
    database_url: str = Field("", description="empty: SQLite in the data folder; or postgresql://user@host/name")
    encryption_keys: SecretStr = Field(
        SecretStr(""),
        description="comma-separated Fernet keys, the newest first; empty: made once in the data folder",
    )
    host: str = Field("127.0.0.1", description="address the web page listens on")
    port: int = Field(8000, ge=1, le=65535, description="port the web page listens on")
    https: bool = Field(False, description="true behind HTTPS: cookies are then sent over HTTPS only")
    public_url: str = Field("", description="address of this desk from outside, as https://desk.example.org")
    today: date | None = Field(None, description="a date (2018-06-01) to demonstrate or test with, shown as a banner")

    unit: str = Field("示範單位", description="the unit that runs this desk, named in the greeting and the notice")
    unit_contact: str = Field(
        "", description="how to reach that unit: phone or e-mail, shown in the personal-data notice"
    )
    officers: str = Field("", description="who answers handed-over questions; empty: no person is promised")
    reply_by: str = Field("10:00", description="the hour of the next working day by which an officer answers")

    telegram_token: SecretStr = Field(SecretStr(""), description="of the bot account; empty: no Telegram")
    telegram_webhook: bool = Field(False, description="true: Telegram calls GREENDESK_PUBLIC_URL; false: it is polled")
    telegram_api: str = Field("https://api.telegram.org", description="address of the Bot API")
    telegram_gathering: float = Field(
        0.7, ge=0, le=10, description="seconds to wait after a text for more of the same burst"
    )
    line_token: SecretStr = Field(SecretStr(""), description="the channel access token; empty: no LINE")
    line_secret: SecretStr = Field(SecretStr(""), description="the channel secret, by which LINE signs what it sends")
    line_api: str = Field("https://api.line.me", description="address of the Messaging API")
    line_data_api: str = Field("https://api-data.line.me", description="address where LINE keeps what people send")
    line_gathering: float = Field(
        0.7, ge=0, le=10, description="seconds to wait after a text for more of the same burst"
    )

    api_per_minute: int = Field(120, ge=0, description="requests one host may send to the API in a minute; 0: no API")
    api_megabytes: int = Field(12, ge=1, description="largest request the API takes")

    evidence_megabytes: int = Field(10, ge=1, le=20, description="largest photo or PDF kept with a draft")
    evidence_files: int = Field(20, ge=1, description="how many of them one draft may have")

    list_megabytes: int = Field(10, ge=1, le=20, description="largest purchase list (spreadsheet) that is taken")
    list_files: int = Field(5, ge=1, description="how many of them one contact may have; the oldest makes room")
    list_days: int = Field(30, ge=1, description="days a purchase list is kept after it was last worked on")

    draft_days: int = Field(365, ge=1, description="days a draft is kept after its last change")
    undrafted_days: int = Field(30, ge=1, description="days a conversation without consent is kept")
    message_length: int = Field(2000, ge=100, description="longest message read, in characters")
    messages_per_minute: int = Field(30, ge=1, description="messages one browser may send in a minute")

    @field_validator("telegram_webhook")
    @classmethod
    def _reachable(cls, called: bool, info: ValidationInfo) -> bool:
        if called and not info.data.get("public_url"):
            raise ValueError("Telegram calls the address in GREENDESK_PUBLIC_URL: set that too")
        return called
