//! Results for people and programs: table, Markdown, CSV, JSON, drawings.
