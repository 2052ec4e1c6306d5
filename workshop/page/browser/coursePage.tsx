import { render } from 'preact';
import { CourseApp } from './CourseApp';

const page = document.getElementById('page');
if (page !== null) render(<CourseApp />, page);
