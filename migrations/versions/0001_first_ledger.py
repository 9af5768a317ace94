"""The first ledger: customers, what happens with them, and the books about it."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make every table, those that others point to first."""
    _commands()
    _counters()
    _managers()
    _policy_settings()
    _rates()
    _customers()
    _goals()
    _import_batches()
    _ledger_settings()
    _submissions()
    _trail()
    _actions()
    _aliases()
    _cadences()
    _contacts()
    _grade_changes()
    _interactions()
    _orders()
    _overrides()
    _owners()
    _sendings()
    _standings()
    _adjustments()
    _instalments()
    _payments()
    _search()


def _commands() -> None:
    op.create_table(
        "commands",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("entered_on", sa.String(10), nullable=False),
        sa.Column("recorded_at", sa.String(20), nullable=False),
        sa.Column("recorded_by", sa.String(), nullable=False),
        sa.Column("login", sa.String(), nullable=False),
        sa.Column("undoes_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["undoes_id"], ["commands.id"], name="fk_commands_undoes_id"),
        sa.PrimaryKeyConstraint("id", name="pk_commands"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_commands_undoes_id", "commands", ["undoes_id"])


def _counters() -> None:
    op.create_table(
        "counters",
        sa.Column("market", sa.String(), nullable=False),
        sa.Column("manager", sa.String(), nullable=False),
        sa.Column("last_serial", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("market", "manager", name="pk_counters"),
    )


def _managers() -> None:
    op.create_table(
        "managers",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("department", sa.String(), nullable=True),
        sa.Column("left_on", sa.String(10), nullable=True),
        sa.CheckConstraint(
            "department IN ('export', 'domestic', 'showroom')",
            name=op.f("ck_managers_department_known"),
        ),
        sa.PrimaryKeyConstraint("id", name="pk_managers"),
        sa.UniqueConstraint("code", name="uq_managers_code"),
        sqlite_autoincrement=True,
    )


def _policy_settings() -> None:
    op.create_table(
        "policy_settings",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("value", sa.String(), nullable=False),
        sa.Column("from_on", sa.String(10), nullable=False),
        sa.Column("approved_by", sa.String(), nullable=False),
        sa.Column("recorded_at", sa.String(20), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_policy_settings"),
        sa.UniqueConstraint("key", "from_on", name="uq_policy_settings_key_from_on"),
        sqlite_autoincrement=True,
    )


def _rates() -> None:
    op.create_table(
        "rates",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("currency", sa.String(), nullable=False),
        sa.Column("quoted_on", sa.String(10), nullable=False),
        sa.Column("rate", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_rates"),
        sa.UniqueConstraint("currency", "quoted_on", name="uq_rates_currency_quoted_on"),
        sqlite_autoincrement=True,
    )


def _customers() -> None:
    op.create_table(
        "customers",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("code_manager", sa.String(), nullable=False),
        sa.Column("code_serial", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("name_key", sa.String(), nullable=False),
        sa.Column("short_name", sa.String(), nullable=True),
        sa.Column("market", sa.String(), nullable=False),
        sa.Column("nature", sa.String(), nullable=False),
        sa.Column("source", sa.String(), nullable=False),
        sa.Column("source_detail", sa.String(), nullable=True),
        sa.Column("country", sa.String(), nullable=True),
        sa.Column("region", sa.String(), nullable=True),
        sa.Column("owner", sa.String(), nullable=False),
        sa.Column("registered_on", sa.String(10), nullable=False),
        sa.Column("website", sa.String(), nullable=True),
        sa.Column("products", sa.String(), nullable=True),
        sa.Column("remarks", sa.String(), nullable=True),
        sa.Column("tags", sa.String(), nullable=True),
        sa.Column("key_reason", sa.String(), nullable=True),
        sa.Column("referred_by_id", sa.Integer(), nullable=True),
        sa.Column("via_agent_id", sa.Integer(), nullable=True),
        sa.Column("legacy_code", sa.String(), nullable=True),
        sa.Column("legacy_grade", sa.String(), nullable=True),
        sa.Column("status", sa.String(), nullable=False),
        sa.Column("status_reason", sa.String(), nullable=True),
        sa.CheckConstraint(
            "market IN ('foreign', 'domestic')", name=op.f("ck_customers_market_known")
        ),
        sa.CheckConstraint(
            "nature IN ('agent', 'distributor', 'intermediary', 'end-user')",
            name=op.f("ck_customers_nature_known"),
        ),
        sa.CheckConstraint(
            "source IN ('web', 'fair', 'news', 'yellow-pages', 'trading-company', 'referral', 'social', 'telemarketing', 'other')",
            name=op.f("ck_customers_source_known"),
        ),
        sa.CheckConstraint(
            "status IN ('active', 'void', 'merged')", name=op.f("ck_customers_status_known")
        ),
        sa.ForeignKeyConstraint(["owner"], ["managers.code"], name="fk_customers_owner"),
        sa.ForeignKeyConstraint(
            ["referred_by_id"], ["customers.id"], name="fk_customers_referred_by_id"
        ),
        sa.ForeignKeyConstraint(
            ["via_agent_id"], ["customers.id"], name="fk_customers_via_agent_id"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_customers"),
        sa.UniqueConstraint("code", name="uq_customers_code"),
        sqlite_autoincrement=True,
    )
    op.create_index(
        "ix_customers_market_code_manager_code_serial",
        "customers",
        ["market", "code_manager", "code_serial"],
    )
    op.create_index("ix_customers_name_key", "customers", ["name_key"])
    op.create_index("ix_customers_owner_status", "customers", ["owner", "status"])
    op.create_index("ix_customers_referred_by_id", "customers", ["referred_by_id"])
    op.create_index("ix_customers_via_agent_id", "customers", ["via_agent_id"])


def _goals() -> None:
    op.create_table(
        "goals",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("manager", sa.String(), nullable=False),
        sa.Column("week_on", sa.String(10), nullable=False),
        sa.Column("customers", sa.Integer(), nullable=False),
        sa.Column("note", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(["manager"], ["managers.code"], name="fk_goals_manager"),
        sa.PrimaryKeyConstraint("id", name="pk_goals"),
        sa.UniqueConstraint("manager", "week_on", name="uq_goals_manager_week_on"),
        sqlite_autoincrement=True,
    )


def _import_batches() -> None:
    op.create_table(
        "import_batches",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("command_id", sa.Integer(), nullable=False),
        sa.Column("source", sa.String(), nullable=False),
        sa.Column("rows_read", sa.Integer(), nullable=False),
        sa.Column("created", sa.Integer(), nullable=False),
        sa.Column("updated", sa.Integer(), nullable=False),
        sa.Column("unchanged", sa.Integer(), nullable=False),
        sa.Column("rejected", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["command_id"], ["commands.id"], name="fk_import_batches_command_id"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_import_batches"),
        sqlite_autoincrement=True,
    )


def _ledger_settings() -> None:
    op.create_table(
        "ledger_settings",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("prefix", sa.String(), nullable=False),
        sa.Column("manager", sa.String(), nullable=False),
        sa.Column("graded_on", sa.String(10), nullable=True),
        sa.Column("created_at", sa.String(20), nullable=False),
        sa.ForeignKeyConstraint(["manager"], ["managers.code"], name="fk_ledger_settings_manager"),
        sa.PrimaryKeyConstraint("id", name="pk_ledger_settings"),
    )


def _submissions() -> None:
    op.create_table(
        "submissions",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("manager", sa.String(), nullable=False),
        sa.Column("week_on", sa.String(10), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("content", sa.String(), nullable=False),
        sa.Column("digest", sa.String(), nullable=False),
        sa.Column("submitted_at", sa.String(20), nullable=False),
        sa.Column("reviewed_by", sa.String(), nullable=True),
        sa.Column("reviewed_on", sa.String(10), nullable=True),
        sa.Column("review_note", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(["manager"], ["managers.code"], name="fk_submissions_manager"),
        sa.PrimaryKeyConstraint("id", name="pk_submissions"),
        sa.UniqueConstraint(
            "manager", "week_on", "version", name="uq_submissions_manager_week_on_version"
        ),
        sqlite_autoincrement=True,
    )


def _trail() -> None:
    op.create_table(
        "trail",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("command_id", sa.Integer(), nullable=False),
        sa.Column("customer_id", sa.Integer(), nullable=True),
        sa.Column("table_name", sa.String(), nullable=False),
        sa.Column("row_id", sa.Integer(), nullable=False),
        sa.Column("change", sa.String(), nullable=False),
        sa.Column("content", sa.String(), nullable=True),
        sa.Column("salt", sa.String(), nullable=True),
        sa.Column("content_digest", sa.String(), nullable=False),
        sa.Column("digest", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["command_id"], ["commands.id"], name="fk_trail_command_id"),
        sa.PrimaryKeyConstraint("id", name="pk_trail"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_trail_command_id", "trail", ["command_id"])
    op.create_index("ix_trail_customer_id", "trail", ["customer_id"])
    op.create_index("ix_trail_table_name_row_id", "trail", ["table_name", "row_id"])


def _actions() -> None:
    op.create_table(
        "actions",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("customer_id", sa.Integer(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("due_on", sa.String(10), nullable=True),
        sa.Column("status", sa.String(), nullable=False),
        sa.Column("closed_on", sa.String(10), nullable=True),
        sa.Column("why", sa.String(), nullable=True),
        sa.CheckConstraint(
            "status IN ('open', 'done', 'postponed', 'dropped')",
            name=op.f("ck_actions_status_known"),
        ),
        sa.ForeignKeyConstraint(["customer_id"], ["customers.id"], name="fk_actions_customer_id"),
        sa.PrimaryKeyConstraint("id", name="pk_actions"),
        sqlite_autoincrement=True,
    )
    op.create_index(
        "ix_actions_customer_id_status_due_on", "actions", ["customer_id", "status", "due_on"]
    )
    op.create_index("ix_actions_status_due_on", "actions", ["status", "due_on"])


def _aliases() -> None:
    op.create_table(
        "aliases",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("alias", sa.String(), nullable=False),
        sa.Column("customer_id", sa.Integer(), nullable=False),
        sa.Column("since_on", sa.String(10), nullable=False),
        sa.ForeignKeyConstraint(["customer_id"], ["customers.id"], name="fk_aliases_customer_id"),
        sa.PrimaryKeyConstraint("id", name="pk_aliases"),
        sa.UniqueConstraint("alias", name="uq_aliases_alias"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_aliases_customer_id", "aliases", ["customer_id"])


def _cadences() -> None:
    op.create_table(
        "cadences",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("customer_id", sa.Integer(), nullable=False),
        sa.Column("days", sa.Integer(), nullable=True),
        sa.Column("snoozed_until_on", sa.String(10), nullable=True),
        sa.Column("why", sa.String(), nullable=True),
        sa.CheckConstraint("days > 0", name=op.f("ck_cadences_days_above_zero")),
        sa.ForeignKeyConstraint(["customer_id"], ["customers.id"], name="fk_cadences_customer_id"),
        sa.PrimaryKeyConstraint("id", name="pk_cadences"),
        sa.UniqueConstraint("customer_id", name="uq_cadences_customer_id"),
        sqlite_autoincrement=True,
    )


def _contacts() -> None:
    op.create_table(
        "contacts",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("customer_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("title", sa.String(), nullable=True),
        sa.Column("role", sa.String(), nullable=True),
        sa.Column("phone", sa.String(), nullable=True),
        sa.Column("mobile", sa.String(), nullable=True),
        sa.Column("email", sa.String(), nullable=True),
        sa.Column("im", sa.String(), nullable=True),
        sa.Column("birthday", sa.String(), nullable=True),
        sa.Column("birthday_calendar", sa.String(), nullable=True),
        sa.Column("introduced_by", sa.String(), nullable=True),
        sa.Column("preferences", sa.String(), nullable=True),
        sa.Column("consent_on", sa.String(10), nullable=True),
        sa.Column("consent_purpose", sa.String(), nullable=True),
        sa.Column("opt_out", sa.Integer(), nullable=False),
        sa.Column("is_primary", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "birthday_calendar IN ('solar', 'lunar')",
            name=op.f("ck_contacts_birthday_calendar_known"),
        ),
        sa.CheckConstraint(
            "role IN ('decision-maker', 'buyer', 'technical', 'user', 'finance')",
            name=op.f("ck_contacts_role_known"),
        ),
        sa.CheckConstraint("is_primary IN (0, 1)", name=op.f("ck_contacts_is_primary_flag")),
        sa.CheckConstraint("opt_out IN (0, 1)", name=op.f("ck_contacts_opt_out_flag")),
        sa.ForeignKeyConstraint(["customer_id"], ["customers.id"], name="fk_contacts_customer_id"),
        sa.PrimaryKeyConstraint("id", name="pk_contacts"),
        sa.UniqueConstraint("customer_id", "name", name="uq_contacts_customer_id_name"),
        sqlite_autoincrement=True,
    )


def _grade_changes() -> None:
    op.create_table(
        "grade_changes",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("customer_id", sa.Integer(), nullable=False),
        sa.Column("changed_on", sa.String(10), nullable=False),
        sa.Column("before", sa.String(), nullable=True),
        sa.Column("after", sa.String(), nullable=False),
        sa.Column("facts", sa.String(), nullable=False),
        sa.Column("policy_version", sa.Integer(), nullable=False),
        sa.Column("recorded_at", sa.String(20), nullable=False),
        sa.Column("superseded_at", sa.String(20), nullable=True),
        sa.CheckConstraint(
            "after IN ('A', 'B', 'C', 'D', 'X')", name=op.f("ck_grade_changes_after_known")
        ),
        sa.CheckConstraint(
            "before IN ('A', 'B', 'C', 'D', 'X')", name=op.f("ck_grade_changes_before_known")
        ),
        sa.ForeignKeyConstraint(
            ["customer_id"], ["customers.id"], name="fk_grade_changes_customer_id"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_grade_changes"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_grade_changes_changed_on", "grade_changes", ["changed_on"])
    op.create_index(
        "ix_grade_changes_customer_id_changed_on", "grade_changes", ["customer_id", "changed_on"]
    )


def _interactions() -> None:
    op.create_table(
        "interactions",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("customer_id", sa.Integer(), nullable=False),
        sa.Column("happened_on", sa.String(10), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("via", sa.String(), nullable=False),
        sa.Column("with_name", sa.String(), nullable=True),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("problem", sa.String(), nullable=True),
        sa.Column("needs", sa.String(), nullable=True),
        sa.Column("needs_answered_on", sa.String(10), nullable=True),
        sa.Column("amount", sa.BigInteger(), nullable=True),
        sa.Column("currency", sa.String(), nullable=True),
        sa.Column("attempt", sa.Integer(), nullable=False),
        sa.Column("unsolicited", sa.Integer(), nullable=False),
        sa.Column("layer", sa.String(), nullable=True),
        sa.Column("minutes", sa.Integer(), nullable=True),
        sa.Column("entered_on", sa.String(10), nullable=True),
        sa.Column("recorded_at", sa.String(20), nullable=True),
        sa.Column("recorded_by", sa.String(), nullable=True),
        sa.CheckConstraint(
            "kind IN ('talk', 'request', 'sample', 'quote', 'card', 'complaint', 'service', 'greeting', 'mailing')",
            name=op.f("ck_interactions_kind_known"),
        ),
        sa.CheckConstraint(
            "layer IN ('executive', 'technical', 'business')",
            name=op.f("ck_interactions_layer_known"),
        ),
        sa.CheckConstraint(
            "via IN ('visit', 'call', 'email', 'message', 'meeting', 'fair', 'letter', 'other')",
            name=op.f("ck_interactions_via_known"),
        ),
        sa.CheckConstraint("attempt IN (0, 1)", name=op.f("ck_interactions_attempt_flag")),
        sa.CheckConstraint("unsolicited IN (0, 1)", name=op.f("ck_interactions_unsolicited_flag")),
        sa.ForeignKeyConstraint(
            ["customer_id"], ["customers.id"], name="fk_interactions_customer_id"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_interactions"),
        sqlite_autoincrement=True,
    )
    op.create_index(
        "ix_interactions_customer_id_happened_on_kind_attempt_unsolicited",
        "interactions",
        ["customer_id", "happened_on", "kind", "attempt", "unsolicited"],
    )
    op.create_index("ix_interactions_entered_on", "interactions", ["entered_on"])
    op.create_index("ix_interactions_happened_on", "interactions", ["happened_on"])


def _orders() -> None:
    op.create_table(
        "orders",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("number", sa.String(), nullable=False),
        sa.Column("customer_id", sa.Integer(), nullable=False),
        sa.Column("ordered_on", sa.String(10), nullable=False),
        sa.Column("amount", sa.BigInteger(), nullable=False),
        sa.Column("currency", sa.String(), nullable=False),
        sa.Column("rate", sa.String(), nullable=False),
        sa.Column("cancelled_on", sa.String(10), nullable=True),
        sa.Column("remarks", sa.String(), nullable=True),
        sa.CheckConstraint("amount > 0", name=op.f("ck_orders_amount_above_zero")),
        sa.ForeignKeyConstraint(["customer_id"], ["customers.id"], name="fk_orders_customer_id"),
        sa.PrimaryKeyConstraint("id", name="pk_orders"),
        sa.UniqueConstraint("number", name="uq_orders_number"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_orders_customer_id_ordered_on", "orders", ["customer_id", "ordered_on"])
    op.create_index("ix_orders_ordered_on", "orders", ["ordered_on"])


def _overrides() -> None:
    op.create_table(
        "overrides",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("customer_id", sa.Integer(), nullable=False),
        sa.Column("grade", sa.String(), nullable=False),
        sa.Column("from_on", sa.String(10), nullable=False),
        sa.Column("until_on", sa.String(10), nullable=False),
        sa.Column("approved_by", sa.String(), nullable=False),
        sa.Column("why", sa.String(), nullable=False),
        sa.CheckConstraint(
            "grade IN ('A', 'B', 'C', 'D', 'X')", name=op.f("ck_overrides_grade_known")
        ),
        sa.ForeignKeyConstraint(["customer_id"], ["customers.id"], name="fk_overrides_customer_id"),
        sa.PrimaryKeyConstraint("id", name="pk_overrides"),
        sa.UniqueConstraint("customer_id", "from_on", name="uq_overrides_customer_id_from_on"),
        sqlite_autoincrement=True,
    )


def _owners() -> None:
    op.create_table(
        "owners",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("customer_id", sa.Integer(), nullable=False),
        sa.Column("owner", sa.String(), nullable=False),
        sa.Column("from_on", sa.String(10), nullable=False),
        sa.Column("why", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(["customer_id"], ["customers.id"], name="fk_owners_customer_id"),
        sa.ForeignKeyConstraint(["owner"], ["managers.code"], name="fk_owners_owner"),
        sa.PrimaryKeyConstraint("id", name="pk_owners"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_owners_customer_id_from_on", "owners", ["customer_id", "from_on"])
    op.create_index("ix_owners_owner_customer_id", "owners", ["owner", "customer_id"])


def _sendings() -> None:
    op.create_table(
        "sendings",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("submission_id", sa.Integer(), nullable=False),
        sa.Column("address", sa.String(), nullable=False),
        sa.Column("turn", sa.Integer(), nullable=False),
        sa.Column("digest", sa.String(), nullable=False),
        sa.Column("message_id", sa.String(), nullable=False),
        sa.Column("begun_at", sa.String(20), nullable=False),
        sa.Column("sent_at", sa.String(20), nullable=True),
        sa.ForeignKeyConstraint(
            ["submission_id"], ["submissions.id"], name="fk_sendings_submission_id"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_sendings"),
        sa.UniqueConstraint(
            "submission_id", "address", "turn", name="uq_sendings_submission_id_address_turn"
        ),
        sqlite_autoincrement=True,
    )


def _standings() -> None:
    op.create_table(
        "standings",
        sa.Column("customer_id", sa.Integer(), nullable=False),
        sa.Column("graded_on", sa.String(10), nullable=False),
        sa.Column("holds_until_on", sa.String(10), nullable=True),
        sa.Column("existed_from_on", sa.String(10), nullable=False),
        sa.Column("grade", sa.String(), nullable=False),
        sa.Column("grade_before", sa.String(), nullable=True),
        sa.Column("amount_before", sa.BigInteger(), nullable=True),
        sa.Column("annual_amount", sa.BigInteger(), nullable=False),
        sa.Column("own_amount", sa.BigInteger(), nullable=False),
        sa.Column("via_amount", sa.BigInteger(), nullable=False),
        sa.Column("last_contact_on", sa.String(10), nullable=True),
        sa.Column("in_touch_through_on", sa.String(10), nullable=True),
        sa.Column("cooperated", sa.Integer(), nullable=False),
        sa.Column("asked", sa.Integer(), nullable=False),
        sa.Column("evidence", sa.Integer(), nullable=False),
        sa.Column("ordered_recently", sa.Integer(), nullable=False),
        sa.Column("turns_x_on", sa.String(10), nullable=True),
        sa.Column("changes_next_on", sa.String(10), nullable=True),
        sa.Column("changes_next_to", sa.String(), nullable=True),
        sa.Column("policy_version", sa.Integer(), nullable=False),
        sa.Column("last_attempt_on", sa.String(10), nullable=True),
        sa.Column("offer_on", sa.String(10), nullable=True),
        sa.Column("answered", sa.Integer(), nullable=False),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("wish_on", sa.String(10), nullable=True),
        sa.Column("replied_on", sa.String(10), nullable=True),
        sa.Column("fingerprint", sa.String(), nullable=True),
        sa.CheckConstraint(
            "changes_next_to IN ('A', 'B', 'C', 'D', 'X')",
            name=op.f("ck_standings_changes_next_to_known"),
        ),
        sa.CheckConstraint(
            "grade IN ('A', 'B', 'C', 'D', 'X')", name=op.f("ck_standings_grade_known")
        ),
        sa.CheckConstraint(
            "grade_before IN ('A', 'B', 'C', 'D', 'X')",
            name=op.f("ck_standings_grade_before_known"),
        ),
        sa.CheckConstraint("answered IN (0, 1)", name=op.f("ck_standings_answered_flag")),
        sa.CheckConstraint("asked IN (0, 1)", name=op.f("ck_standings_asked_flag")),
        sa.CheckConstraint("cooperated IN (0, 1)", name=op.f("ck_standings_cooperated_flag")),
        sa.CheckConstraint("evidence IN (0, 1)", name=op.f("ck_standings_evidence_flag")),
        sa.CheckConstraint(
            "ordered_recently IN (0, 1)", name=op.f("ck_standings_ordered_recently_flag")
        ),
        sa.ForeignKeyConstraint(["customer_id"], ["customers.id"], name="fk_standings_customer_id"),
        sa.PrimaryKeyConstraint("customer_id", name="pk_standings"),
    )
    op.create_index("ix_standings_changes_next_on", "standings", ["changes_next_on"])
    op.create_index("ix_standings_holds_until_on", "standings", ["holds_until_on"])
    op.create_index("ix_standings_turns_x_on", "standings", ["turns_x_on"])


def _adjustments() -> None:
    op.create_table(
        "adjustments",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("order_id", sa.Integer(), nullable=False),
        sa.Column("adjusted_on", sa.String(10), nullable=False),
        sa.Column("amount", sa.BigInteger(), nullable=False),
        sa.Column("reason", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(["order_id"], ["orders.id"], name="fk_adjustments_order_id"),
        sa.PrimaryKeyConstraint("id", name="pk_adjustments"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_adjustments_order_id", "adjustments", ["order_id"])


def _instalments() -> None:
    op.create_table(
        "instalments",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("order_id", sa.Integer(), nullable=False),
        sa.Column("due_on", sa.String(10), nullable=False),
        sa.Column("amount", sa.BigInteger(), nullable=False),
        sa.CheckConstraint("amount > 0", name=op.f("ck_instalments_amount_above_zero")),
        sa.ForeignKeyConstraint(["order_id"], ["orders.id"], name="fk_instalments_order_id"),
        sa.PrimaryKeyConstraint("id", name="pk_instalments"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_instalments_order_id", "instalments", ["order_id"])


def _payments() -> None:
    op.create_table(
        "payments",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("order_id", sa.Integer(), nullable=False),
        sa.Column("paid_on", sa.String(10), nullable=False),
        sa.Column("amount", sa.BigInteger(), nullable=False),
        sa.CheckConstraint("amount > 0", name=op.f("ck_payments_amount_above_zero")),
        sa.ForeignKeyConstraint(["order_id"], ["orders.id"], name="fk_payments_order_id"),
        sa.PrimaryKeyConstraint("id", name="pk_payments"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_payments_order_id", "payments", ["order_id"])
    op.create_index("ix_payments_paid_on", "payments", ["paid_on"])


def _search() -> None:
    """Make the index of texts; `kamcli.ledger.index` says what stands in it."""
    op.execute("CREATE VIRTUAL TABLE notes_index USING fts5(words, content='', tokenize='ascii')")
    op.execute(
        "CREATE VIRTUAL TABLE customers_index USING fts5("
        "names, about, content='', detail=column, tokenize='ascii')"
    )
    op.execute(
        "CREATE VIRTUAL TABLE contacts_index USING fts5("
        "texts, numbers, content='', detail=column, tokenize='ascii')"
    )
