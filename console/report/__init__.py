"""The post-show summary and its workbook."""
