"""Books are only added to, and a month is told in one way: what the tables alone cannot say."""

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

from berdaya.locks import lock

SQLITE = """
    CREATE TRIGGER enterprises_record_in_its_book BEFORE INSERT ON enterprises_record
    WHEN NOT EXISTS (
        SELECT 1 FROM enterprises_book AS book
        WHERE book.id = NEW.book_id AND book.way = NEW.way
        AND substr(book.month, 1, 7) = substr(NEW."on", 1, 7)
    )
    BEGIN SELECT RAISE(ABORT, 'enterprises_record: told in another way or month than its book'); END
"""
POSTGRESQL = (
    """
    CREATE FUNCTION enterprises_record_in_its_book() RETURNS trigger LANGUAGE plpgsql AS
    $$ BEGIN
        IF NOT EXISTS (
            SELECT 1 FROM enterprises_book AS book
            WHERE book.id = NEW.book_id AND book.way = NEW.way
            AND book.month = date_trunc('month', NEW."on")::date
        ) THEN
            RAISE EXCEPTION 'enterprises_record: told in another way or month than its book'
            USING ERRCODE = 'integrity_constraint_violation';
        END IF;
        RETURN NEW;
    END $$
    """,
    """
    CREATE TRIGGER enterprises_record_in_its_book BEFORE INSERT ON enterprises_record
    FOR EACH ROW EXECUTE FUNCTION enterprises_record_in_its_book()
    """,
)


def keep_in_book(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    on_postgresql = schema_editor.connection.vendor == "postgresql"
    for statement in POSTGRESQL if on_postgresql else (SQLITE,):
        schema_editor.execute(statement)


class Migration(migrations.Migration):
    dependencies = [("enterprises", "0001_initial")]

    operations = [
        lock("enterprises_price", "product_id, since, amount", "note a newer price"),
        lock(
            "enterprises_costs",
            "product_id, since, materials, labour, other, batch_yield",
            "note newer costs",
        ),
        lock("enterprises_baseline", "enterprise_id, amount, said_on, note"),
        lock("enterprises_fixedcosts", "enterprise_id, since, amount, note"),
        lock("enterprises_record", 'book_id, way, "on", product_id, made, sold, money'),
        lock("enterprises_income", "enterprise_id, member_id, month, amount, note"),
        migrations.RunPython(keep_in_book, elidable=False),
    ]
