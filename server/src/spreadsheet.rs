//! Workbooks for spreadsheet programs (ECMA-376), written row by row, so that they may be as long as they like: what is written
//! lies in a temporary file.

use domain::report::{Cell, Column};
use domain::time::SECOND_MS;
use rust_xlsxwriter::{ColNum, ExcelDateTime, Format, RowNum, Workbook as Written, XlsxError};
use std::fs::File;
use std::io::Seek;

/// Rows of a sheet, its head among them; more than that no such program reads.
const SHEET_ROWS: RowNum = 1_048_576;
/// Characters of a cell; more than that no such program reads.
const CELL_CHARACTERS: usize = 32_767;
/// How wide a column is, in characters.
const WIDTH: f64 = 20.0;

/// A workbook that is being written.
pub(crate) struct Workbook {
    written: Written,
    columns: Vec<Column>,
    /// The row that comes next in the last sheet.
    next: RowNum,
    head: Format,
    moment: Format,
}

impl Workbook {
    /// One with these columns, and no row but its head.
    pub(crate) fn new(columns: Vec<Column>) -> Result<Self, XlsxError> {
        let mut workbook = Self {
            written: Written::new(),
            columns,
            next: 0,
            head: Format::new().set_bold(),
            moment: Format::new().set_num_format("yyyy-mm-dd hh:mm:ss"),
        };
        workbook.add_sheet()?;
        Ok(workbook)
    }

    fn add_sheet(&mut self) -> Result<(), XlsxError> {
        let sheet = self.written.add_worksheet_with_constant_memory()?;
        for (number, column) in (0..).zip(&self.columns) {
            sheet.set_column_width(number, WIDTH)?;
            sheet.write_string_with_format(0, number, column.word(), &self.head)?;
        }
        sheet.set_freeze_panes(1, 0)?;
        self.next = 1;
        Ok(())
    }

    /// Adds a row; a sheet that is full is followed by another.
    pub(crate) fn add(&mut self, cells: &[Cell]) -> Result<(), XlsxError> {
        if self.next == SHEET_ROWS {
            self.add_sheet()?;
        }
        let last = self.written.worksheets().len().saturating_sub(1);
        let sheet = self.written.worksheet_from_index(last)?;
        for (column, cell) in (0..).zip(cells) {
            write(sheet, self.next, column, cell, &self.moment)?;
        }
        self.next += 1;
        Ok(())
    }

    /// The file, from its beginning.
    pub(crate) fn finish(mut self) -> Result<File, XlsxError> {
        let mut file = tempfile::tempfile()?;
        self.written.save_to_writer(&mut file)?;
        file.rewind()?;
        Ok(file)
    }
}

/// Writes a cell as what it holds: text stays text, whatever it begins with.
fn write(
    sheet: &mut rust_xlsxwriter::Worksheet,
    row: RowNum,
    column: ColNum,
    cell: &Cell,
    moment: &Format,
) -> Result<(), XlsxError> {
    match cell {
        Cell::Empty => {}
        // Fifteen digits are exact there; what is counted here stays below.
        Cell::Number(number) => {
            let number = number.to_string().parse::<f64>().unwrap_or_default();
            sheet.write_number(row, column, number)?;
        }
        Cell::Moment(at) => {
            let at = ExcelDateTime::from_timestamp(at.0.div_euclid(SECOND_MS))?;
            sheet.write_datetime_with_format(row, column, &at, moment)?;
        }
        Cell::Word(word) => {
            sheet.write_string(row, column, *word)?;
        }
        Cell::Text(text) => {
            let text: String = text.chars().take(CELL_CHARACTERS).collect();
            sheet.write_string(row, column, text)?;
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use calamine::{Data, DataType, Reader, Xlsx};
    use domain::time::Timestamp;
    use std::io::BufReader;

    fn read(workbook: Workbook) -> Xlsx<BufReader<File>> {
        Xlsx::new(BufReader::new(workbook.finish().unwrap())).unwrap()
    }

    #[test]
    fn another_program_reads_what_each_cell_holds() {
        let columns = vec![
            Column::Began,
            Column::Visitor,
            Column::Messages,
            Column::Outcome,
        ];
        let mut workbook = Workbook::new(columns).unwrap();
        for name in ["=1+1", "@SUM(A1)", "<&\">\u{1}\r\n\té 🙂", ""] {
            let row = [
                Cell::Moment(Timestamp(1_795_256_769_500)),
                Cell::Text(name.to_owned()),
                Cell::Number(-3),
                Cell::Word("no_answer"),
            ];
            workbook.add(&row).unwrap();
        }
        workbook
            .add(&[Cell::Empty, Cell::Text("x".repeat(40_000))])
            .unwrap();
        let mut read = read(workbook);
        let sheet = read.worksheet_range_at(0).unwrap().unwrap();
        let heads: Vec<_> = (0..4)
            .map(|column| sheet[(0, column)].to_string())
            .collect();
        assert_eq!(heads, ["began_utc", "visitor", "messages", "outcome"]);
        let moment = sheet[(1, 0)].get_datetime().unwrap();
        assert_eq!(moment.to_ymd_hms_milli(), (2026, 11, 21, 10, 26, 9, 0));
        for (row, name) in [(1, "=1+1"), (2, "@SUM(A1)"), (3, "<&\">\u{1}\r\n\té 🙂")] {
            assert_eq!(sheet[(row, 1)], Data::String(name.to_owned()), "{name}");
        }
        assert!(read.worksheet_formula("Sheet1").unwrap().is_empty());
        assert_eq!(sheet[(1, 2)], Data::Float(-3.0));
        assert_eq!(sheet[(1, 3)], Data::String("no_answer".to_owned()));
        assert_eq!(sheet[(5, 0)], Data::Empty);
        assert_eq!(sheet[(5, 1)].to_string().len(), CELL_CHARACTERS);
    }

    #[test]
    fn a_sheet_that_is_full_is_followed_by_another() {
        let mut workbook = Workbook::new(vec![Column::Messages]).unwrap();
        workbook.next = SHEET_ROWS - 1;
        workbook.add(&[Cell::Number(1)]).unwrap();
        workbook.add(&[Cell::Number(2)]).unwrap();
        let mut read = read(workbook);
        assert_eq!(read.sheet_names().len(), 2);
        let second = read.worksheet_range_at(1).unwrap().unwrap();
        assert_eq!(second[(0, 0)].to_string(), "messages");
        assert_eq!(second[(1, 0)], Data::Float(2.0));
    }
}
